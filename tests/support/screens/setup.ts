import { vi } from 'vitest';
import '../texts.ts';

// The screens run without SvelteKit's router, which would want the whole window.
vi.mock('$app/navigation', () => import('./router.svelte.ts'));
vi.mock('$app/state', () => import('./router.svelte.ts'));
vi.mock('$app/environment', () => import('./router.svelte.ts'));
// What estimates passphrases answers in the page: a test needs no second thread.
vi.mock('#lib/ui/engine/strength-client.ts', () => import('./strength-in-page.ts'));
