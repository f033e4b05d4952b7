/** An event that a listener may prevent, as Electron's emitters pass it first. */
export type PreventableEvent<T extends object> = T & {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
};

export function preventable<T extends object>(params: T): PreventableEvent<T> {
  let prevented = false;
  const event = {
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  return Object.assign(Object.create(event) as typeof event, params);
}
