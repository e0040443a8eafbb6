/** The text of a module worker, bundled into one script; see scripts/worker-source.ts. */
declare module '*?worker-source' {
	const source: string;
	export default source;
}
