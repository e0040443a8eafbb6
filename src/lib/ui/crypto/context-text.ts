import type { EncryptionContext } from '#lib/domain/key/encryption-context.ts';

/** Why a text is no encryption context; `line` counts from 1. */
export type ContextFault =
	| { reason: 'NO_EQUALS_SIGN'; line: number }
	| { reason: 'NO_NAME'; line: number }
	| { reason: 'NAME_TWICE'; line: number; name: string };

/**
 * Reads an encryption context as people write it: one `name=value` per line. Everything after the first `=` is the
 * value, white space around the name and the value does not count, and empty lines are left out.
 */
export function parseContextText(
	text: string
): { context: EncryptionContext } | { fault: ContextFault } {
	const pairs = new Map<string, string>();
	for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
		if (line.trim() === '') continue;
		const equals = line.indexOf('=');
		if (equals < 0) return { fault: { reason: 'NO_EQUALS_SIGN', line: index + 1 } };
		const name = line.slice(0, equals).trim();
		if (name === '') return { fault: { reason: 'NO_NAME', line: index + 1 } };
		if (pairs.has(name)) return { fault: { reason: 'NAME_TWICE', line: index + 1, name } };
		pairs.set(name, line.slice(equals + 1).trim());
	}
	return { context: Object.fromEntries(pairs) };
}
