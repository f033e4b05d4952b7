/** Scripts of workers: with Trusted Types the page may start those that a policy names, and no other. */

interface ScriptUrlPolicy {
  createScriptURL(input: string): string;
}

interface TrustedTypesHost {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { readonly createScriptURL: (input: string) => string },
    ): ScriptUrlPolicy;
  };
}

const policies = new Map<string, ScriptUrlPolicy>();

/** A script of the program as an address that a worker may be started from. main/contentSecurity.ts names the policies. */
export function trustedScript(
  policy: 'image-worker' | 'pdf-worker' | 'media-worker',
  script: string,
): string {
  const { trustedTypes } = window as TrustedTypesHost;
  if (trustedTypes === undefined) return script;
  const known = policies.get(policy) ?? trustedTypes.createPolicy(policy, { createScriptURL: () => script });
  policies.set(policy, known);
  return known.createScriptURL('');
}
