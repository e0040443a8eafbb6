import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { alterErasables, newest } from '../../../support/at-rest.ts';
import { passphrase } from '../../../support/vault.ts';

interface Damage {
	what: string;
	alter: (vault: VaultSnapshot, keyId: string) => unknown;
	says: string | RegExp;
}

const flip = (bytes: Uint8Array | null | undefined): void => {
	if (bytes?.length === 0) return;
	if (!bytes) throw new Error('there is nothing to damage');
	const middle = bytes.length >> 1;
	bytes[middle] = (bytes[middle] ?? 0) ^ 1;
};

/** Opens Overview in a vault with two keys; `alter` damages it, the first of them perhaps. */
async function openDamaged({ alter }: Damage, locked: boolean): Promise<void> {
	let keyId = '';
	const twoKeys = async (handle: Handle) => {
		({ KeyId: keyId } = (await handle('CreateKey', { AliasName: 'alias/payments' })).KeyMetadata);
		await handle('CreateKey', { AliasName: 'alias/ledger' });
	};
	await openScreen('#/', { vault: twoKeys, alter: (rows) => alter(rows, keyId), locked });
}

describe('a damaged vault', () => {
	const unreadable: Damage[] = [
		{
			what: 'a byte of the slot changed',
			alter: ({ slots }) => flip(slots[0]?.commitment),
			says: /^slots\/[\da-f-]{36}: was changed outside Airlock$/
		},
		{
			what: 'the slot’s cost changed',
			alter: ({ slots }) => Object.assign(slots[0]?.kdf ?? {}, { memoryKiB: 2 ** 30 }),
			says: /^slots\/[\da-f-]{36}: was changed outside Airlock$/
		},
		{ what: 'the slot gone', alter: ({ slots }) => slots.pop(), says: 'slots: is missing' },
		{
			what: 'the vault’s id changed',
			alter: ({ vaultId }) => flip(vaultId),
			says: /^slots\/[\da-f-]{36}: was changed outside Airlock$/
		}
	];
	test.each(unreadable)('is not mistaken for a wrong passphrase: $what', async (damage) => {
		await openDamaged(damage, true);
		await page.getByLabelText('Passphrase', { exact: true }).fill(passphrase);
		await page.getByRole('button', { name: 'Unlock' }).click();
		const alert = page.getByRole('alert');
		await expect.element(alert).toHaveTextContent('The vault is damaged.');
		const listed = alert.getByRole('listitem');
		await expect.element(listed).toHaveTextContent(whole(damage.says));
		await expect.element(alert).not.toHaveTextContent('That passphrase doesn’t open this vault.');
		expect(page.getByRole('button', { name: 'Lock', exact: true }).query()).toBeNull();
	});

	const quarantined: Damage[] = [
		{
			what: 'a byte of a key’s entry changed',
			alter: ({ entries }) => flip(entries[1]?.body),
			says: 'entries/2: was changed outside Airlock'
		},
		{
			what: 'an entry gone',
			alter: ({ entries }) => entries.splice(1, 1),
			says: /^entries: is missing$|^log\/2: does not follow/
		},
		{
			what: 'an entry too many',
			alter: (vault) => vault.entries.push({ ...newest(vault), epoch: 9 }),
			says: 'entries/9: was changed outside Airlock'
		},
		{
			what: 'key material gone',
			alter: (vault) => alterErasables(vault, ([, ...rest]) => rest),
			says: /^erasables\/[\da-f-]{36}: is missing$/
		},
		{
			what: 'key material changed',
			alter: (vault) => alterErasables(vault, (rows) => rows.forEach(({ sealed }) => flip(sealed))),
			says: /^erasables\/[\da-f-]{36}: was changed outside Airlock$/
		},
		{
			what: 'an expiry added by hand',
			alter: (vault) =>
				alterErasables(vault, (rows) => rows.map((row) => ({ ...row, notAfter: 2 ** 45 }))),
			says: /^erasables\/[\da-f-]{36}: was changed outside Airlock$/
		},
		{
			what: 'a byte of the newest head changed',
			alter: (vault) => flip(newest(vault).head),
			says: 'entries/3: was changed outside Airlock'
		},
		{
			what: 'the newest entry under an earlier epoch',
			alter: (vault) => {
				vault.entries.splice(1, 1);
				newest(vault).epoch--;
			},
			says: 'entries/2: was changed outside Airlock'
		},
		{
			what: 'a log entry changed',
			alter: ({ entries }) => flip(entries[1]?.log),
			says: 'entries/2: was changed outside Airlock'
		}
	];
	test.each(quarantined)('opens to be read, and says what is wrong: $what', async (damage) => {
		await openDamaged(damage, false);
		const banner = page.getByRole('main');
		await expect
			.element(banner)
			.toHaveTextContent('The vault is damaged. It can be read, but not changed.');
		const listed = page.getByRole('listitem').filter({ hasText: /^(entries|erasables|log)/ });
		await expect.element(listed.first()).toHaveTextContent(whole(damage.says));
	});
});

/** A text that must be all there is. */
function whole(says: string | RegExp): RegExp {
	return says instanceof RegExp ? says : new RegExp(`^${says.replaceAll('.', '\\.')}$`);
}
