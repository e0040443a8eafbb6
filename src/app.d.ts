/** The text of a module worker, bundled into one script; see scripts/worker-source.ts. */
declare module '*?worker-source' {
	const source: string;
	export default source;
}

/** Which edition is built: see vite.config.ts and src/lib/ui/platform/edition.ts. */
declare const __AIRLOCK_EDITION__: 'WEB' | 'SINGLE_FILE';
