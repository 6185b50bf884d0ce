// Reads who may call what from the declarations of the app's routes.
import { ACTIONS, type Allow } from '../access/callers.js';
import { ALLOW } from './declare-route.js';
import type { Permissions } from './guard.js';
import type { App } from './server-dependencies.js';

const CHOICES: readonly Allow[] = [...ACTIONS, 'anyone', 'nobody'];

/** Adds a permission for each declared route; one whose declaration is none of those there are admits nobody. */
export function collectPermissions(app: App, permissions: Permissions): void {
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { method, path, [ALLOW]: declared } = definition.route as typeof definition.route & { readonly [ALLOW]?: unknown };
    permissions.set(`${method.toUpperCase()} ${path.replace(/\/\{(.+?)\}/g, '/:$1')}`, CHOICES.find((choice) => choice === declared) ?? 'nobody');
  }
}
