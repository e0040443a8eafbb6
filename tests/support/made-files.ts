import type { Bytes } from '#lib/domain/bytes.ts';
import type { Workbench } from './openssl.ts';

/**
 * Files as users make them, all by one shell: a script writes to its standard output.
 *
 * @param scripts - by name
 */
export function makeFiles<Name extends string>(
	bench: Workbench,
	scripts: Readonly<Record<Name, string>>
): Record<Name, Bytes> {
	const all = Object.entries<string>(scripts);
	bench.shell(all.map(([, script], index) => `(\n${script}\n) > made-${index}`).join('\n'));
	return Object.fromEntries(
		all.map(([name], index) => [name, bench.read(`made-${index}`)])
	) as Record<Name, Bytes>;
}
