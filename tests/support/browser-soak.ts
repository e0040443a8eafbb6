import { inject } from 'vitest';

declare module 'vitest' {
	interface ProvidedContext {
		/** as `soak.ts` has it, for tests that run in a browser */
		seed: number;
		soak: boolean;
	}
}

export const seed = inject('seed');

/** How many times something random is tried: in `npm test`, and in `npm run soak`. */
export const rounds = (sample: number, long: number): number => (inject('soak') ? long : sample);
