import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { dayMs } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import { toasts } from '#lib/ui/shell/toasts.svelte.ts';
import { makeKey } from '../../../support/make-key.ts';
import { must } from '../../../support/must.ts';
import { button, expectHeading, importBefore } from '../../../support/screens/import-screen.ts';
import { expectTexts, link, toast } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { passphraseAgain } from '../../../support/vault.ts';

/** @returns what the page has given to the browser to save so far; nothing is saved */
function watchSaved(): { fileName: string; blob: Blob }[] {
	const saved: { fileName: string; blob: Blob }[] = [];
	let blob = new Blob();
	vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
		blob = given as Blob;
		return 'blob:saved';
	});
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
		this: HTMLAnchorElement
	) {
		saved.push({ fileName: this.download, blob });
	});
	onTestFinished(() => void vi.restoreAllMocks());
	return saved;
}

/** Noon of a day from now on: no test is near midnight. */
const noon = (days: number) => new Date().setHours(12, 0, 0, 0) + days * dayMs;

async function makeImportedKey(handle: Handle, name: string, validTo: number): Promise<void> {
	await importBefore(handle, await makeKey(handle, name, 'EXTERNAL'), validTo);
}

async function fill(handle: Handle): Promise<void> {
	await makeKey(handle, 'fine');
	await handle('DisableKey', { KeyId: await makeKey(handle, 'off') });
	const doomed = await makeKey(handle, 'doomed');
	await handle('ScheduleKeyDeletion', { KeyId: doomed, Passphrase: passphraseAgain() });
	await makeImportedKey(handle, 'soon', noon(3));
	await makeImportedKey(handle, 'same-day', noon(3));
	await makeImportedKey(handle, 'far', noon(200));
}

const timeline = page.getByRole('img', { name: /Timeline of the next 90 days/ });

test('what comes in the next 90 days is drawn by day, and a table says the same', async () => {
	await openScreen('#/', { vault: fill });
	await expect.element(timeline).toHaveAccessibleName(/with 3 marks/);
	await expectTexts(
		page.getByText(/^(Key material expires|Key is deleted|Import parameters end) \d/),
		['Key material expires 2', 'Key is deleted 1', 'Import parameters end 0']
	);
	const marks = [...timeline.element().querySelectorAll('i')];
	expect(marks.map(({ textContent }) => textContent.trim())).toEqual(['2', '']);
	expect(marks.map(({ style }) => style.left)).toEqual([
		expect.stringMatching(/^3\.33/),
		expect.stringMatching(/^33\.3/)
	]);
	await expect.element(page.getByRole('table')).not.toBeInTheDocument();
	await page.getByText('As a table').click();
	await expectTexts(page.getByRole('table').getByRole('cell'), [
		'Key material expires',
		'soon, same-day',
		'Key is deleted',
		'doomed'
	]);
	await link('same-day').last().click();
	await expectHeading('same-day');
});

test('each part of the bar leads to the keys in that state, and words say what it is', async () => {
	await openScreen('#/', { vault: fill });
	await expect.element(page.getByRole('link', { name: '4 Enabled' })).toBeVisible();
	const parts = [...document.querySelectorAll<HTMLAnchorElement>('main .bar a')];
	expect(parts.map(({ hash, style, title }) => [hash, style.flexGrow, title])).toEqual([
		['#/keys?state=ENABLED', '4', '4 enabled'],
		['#/keys?state=DISABLED', '1', '1 disabled'],
		['#/keys?state=PENDING_DELETION', '1', '1 pending deletion']
	]);
	await page.getByRole('link', { name: '1 Disabled' }).click();
	await expectHeading('Customer managed keys');
	await expect.element(page.getByLabelText('State', { exact: true })).toHaveValue('DISABLED');
});

test('that there is no vault file is worth a line, once there is a key', async () => {
	const handle = await openScreen('#/', { vault: (handle) => makeKey(handle, 'orders') });
	await expect.element(page.getByText(/No vault file was ever saved/)).toBeVisible();
	await handle('RecordBackup', { File: (await handle('SaveVaultFile', {})).File });
	await expect.element(page.getByText(/No vault file was ever saved/)).not.toBeInTheDocument();
	await expect.element(page.getByText('No key material expires, no key is deleted')).toBeVisible();
});

test('a calendar file has all that comes, with the lead and the names that were chosen', async () => {
	const handle = await openScreen('#/', { vault: fill });
	onTestFinished(() => toasts.clear());
	const { Deadlines } = await handle('ListDeadlines', {});
	const files = watchSaved();
	const saved = async () => {
		const { fileName, blob } = must(files.at(-1));
		expect([fileName, blob.type]).toEqual(['airlock.ics', 'text/calendar']);
		const text = (await blob.text()).replaceAll('\r\n ', '');
		const valuesOf = (property: string) =>
			Array.from(text.matchAll(new RegExp(`^${property}:(.*)\r$`, 'gm')), ([, value]) => value);
		return { uids: valuesOf('UID'), summaries: valuesOf('SUMMARY'), leads: valuesOf('TRIGGER') };
	};

	await button('Save for a calendar…').click();
	await page.getByLabelText('Remind me before').selectOptions('14 days');
	await button('Save calendar file').click();
	await expect.element(toast('4 events are in airlock.ics.')).toBeVisible();
	const named = await saved();
	expect(named.leads).toEqual(['-PT1H', '-PT1H', '-P14D', '-P14D']);
	expect(named.summaries).toEqual([
		'Key material expires: soon',
		'Key material expires: same-day',
		'Key is deleted: doomed',
		'Key material expires: far'
	]);

	await button('Save for a calendar…').click();
	await page.getByLabelText('With the names of keys').click();
	await button('Save calendar file').click();
	await expect.poll(() => files.length).toBe(2);
	const unnamed = await saved();
	expect(unnamed.uids).toEqual(named.uids);
	expect(unnamed.summaries.map((summary) => summary?.split(': ')[1])).toEqual(
		Deadlines.map(({ KeyId }) => KeyId.slice(0, 8))
	);
});
