import { expect, test } from 'vitest';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { operationFacts } from '#lib/domain/vault/operation.ts';
import { formatMarkdown } from '../../support/markdown.ts';

type Facts = {
	log: string | null;
	whenFull?: string;
	opens?: true;
	states: readonly string[] | null;
	only?: string | null;
};

const words: Record<string, string> = {
	'': '–',
	ORIGIN_EXTERNAL_ONLY: 'origin External',
	EXPORTABLE_ONLY: 'exportable',
	GOES_ON: 'goes on',
	REFUSED: '`VaultFull`'
};

function rowOf([name, facts]: [string, Facts]): string {
	const { log, whenFull, opens, states, only } = facts;
	const entries = log === null ? '–' : opens ? `${log}, not when refused` : log;
	const allowed = states?.length === keyStates.length ? 'any' : (states?.join(', ') ?? '–');
	const cells = [`\`${name}\``, entries, allowed, words[only ?? ''], words[whenFull ?? '']];
	return `| ${cells.join(' | ')} |`;
}

const page = `# Operations

This page lists every operation that \`handle(operation, request)\` takes. It is generated from the table in \`src/lib/domain/vault/operation.ts\`. The types in \`src/lib/service/api.ts\` have the requests and answers.

- **log**: the kind of its log entries, for success and for refusals. An operation without a kind only reads, or keeps a form.
- **states**: the states in which a CMK allows it. In any other state it is refused with \`InvalidState\`.
- **only for**: the only CMKs that have it. For others it is refused with \`UnsupportedOperation\`.
- **full vault**: whether a vault that has reached its size limit still takes it.

| operation | log | states | only for | full vault |
| --- | --- | --- | --- | --- |
${Object.entries<Facts>(operationFacts).map(rowOf).join('\n')}
`;

test('docs/operations.md is what the table of operations says', async () => {
	await expect(await formatMarkdown(page)).toMatchFileSnapshot('../../../docs/operations.md');
});
