/** @returns the policy that this page brings itself; undefined when it has none */
export function networkPolicy(page: Document): string | undefined {
	return (
		page
			.querySelector('meta[http-equiv="content-security-policy" i]')
			?.getAttribute('content')
			?.trim() || undefined
	);
}

/** @returns whether a policy lets a page open no connection at all */
export function forbidsConnections(policy: string | undefined): boolean {
	const directives = (policy ?? '').split(';').map((directive) => directive.trim().split(/\s+/));
	// A name that comes twice counts the first time (CSP Level 3, §2.2.1); default-src stands in for one that is missing.
	const sourcesOf = (wanted: string) =>
		directives.find(([name]) => name?.toLowerCase() === wanted)?.slice(1);
	const sources = sourcesOf('connect-src') ?? sourcesOf('default-src');
	return sources?.every((source) => source.toLowerCase() === "'none'") ?? false;
}
