import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { importFixes } from '#lib/domain/import/import-fixes.ts';
import { describeFinding, diagnosisMessages } from '#lib/ui/messages/diagnosis.ts';
import { languages } from '#lib/domain/language.ts';
import { allFindings, diagnosisDocument, nameOfExample } from '../../support/diagnosis-document.ts';
import { formatMarkdown } from '../../support/markdown.ts';

// Times are told in the zone of the machine.
beforeAll(() => {
	vi.stubEnv('TZ', 'UTC');
});
afterAll(() => {
	vi.unstubAllEnvs();
});

const page = '../../../docs/diagnosis.md';

test('docs/diagnosis.md is what the code says', async () => {
	await expect(await formatMarkdown(diagnosisDocument())).toMatchFileSnapshot(page);
});

describe.each(languages)('in %s', (language) => {
	test.each(allFindings)('$id has a title, a cause and a button of its own', (finding) => {
		const { title, cause } = describeFinding(finding, language, nameOfExample);
		for (const text of [title, cause]) expect(text).not.toMatch(/undefined|NaN|\[object|–/);
		expect(title).toMatch(/[.。]$/);
		expect(cause).toMatch(/[.。]$/);
		if (language === 'zh-CN') expect(title).toMatch(/\p{Script=Han}/u);
		const fix = importFixes[finding.id];
		expect(diagnosisMessages[language].fixes[fix]).not.toBe('');
	});
});
