/** The grantee's part of the request table. */
import type { accessApi } from '../../api/access.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { GrantedWork } from './granted.ts';

export function accessHandlers(context: CoreContext): HandlersOf<keyof typeof accessApi> {
  const work = new GrantedWork(context);
  return {
    'access/granted': () => work.list(),
    'access/document': (args) => work.document(args),
    'access/image': (args) => work.image(args),
  };
}
