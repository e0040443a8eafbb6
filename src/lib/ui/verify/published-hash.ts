/**
 * Reads a SHA-256 that the user has copied from anywhere: with spaces or colons, in upper or lower case, with the name
 * of the file after it as `sha256sum` prints it.
 *
 * @returns 64 hex digits in lower case; undefined where there are none, or more than one hash
 */
export function parseHash(text: string): string | undefined {
	const words = text.trim().toLowerCase();
	const whole = words.replace(/[\s:]/g, '');
	if (/^[0-9a-f]{64}$/.test(whole)) return whole;
	const [hash, ...others] = words.match(/\b[0-9a-f]{64}\b/g) ?? [];
	return others.length === 0 ? hash : undefined;
}
