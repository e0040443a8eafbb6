import { KmsError } from '#lib/domain/errors.ts';
import type { VaultFacts } from '#lib/domain/vault/vault-record.ts';
import type { VaultSettings } from '../api/vault.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { confirmPassphrase, passphraseIsNeeded } from './ask-again.ts';
import { describeVaultAt } from './describe-vault.ts';
import { asVaultName } from './vault-name.ts';

const longestAutoLockMinutes = 60;

/** @returns the facts that settings stand for; what was left out is not among them */
function asFacts(settings: Partial<VaultSettings>): Partial<VaultFacts> {
	const { AutoLockMinutes, AirGapGuard, ...unknown } = settings;
	const [parameter] = Object.keys(unknown);
	if (parameter !== undefined)
		throw new KmsError('InvalidParameter', { parameter, rule: 'KNOWN_PARAMETER' });
	return {
		...(AutoLockMinutes !== undefined && { autoLockMinutes: asAutoLockMinutes(AutoLockMinutes) }),
		...(AirGapGuard !== undefined && { airGapGuard: asAirGapGuard(AirGapGuard) })
	};
}

function asAirGapGuard(guard: boolean | null): boolean | null {
	if (guard !== null && typeof guard !== 'boolean')
		throw new KmsError('InvalidParameter', { parameter: 'AirGapGuard', rule: 'BOOLEAN_OR_NULL' });
	return guard;
}

function asAutoLockMinutes(minutes: number | null): number | null {
	const valid =
		minutes === null ||
		(Number.isInteger(minutes) && minutes >= 1 && minutes <= longestAutoLockMinutes);
	if (!valid)
		throw new KmsError('InvalidParameter', {
			parameter: 'AutoLockMinutes',
			rule: 'FROM_1_TO_60_OR_NEVER'
		});
	return minutes;
}

/** Whether the vault would stay open for longer without input. */
const locksLater = (next: VaultFacts, before: VaultFacts) =>
	(next.autoLockMinutes ?? Infinity) > (before.autoLockMinutes ?? Infinity);

/** Changes the name or the settings; to have the vault lock later takes the passphrase again. */
export const updateVault: OperationFunction<'UpdateVault', VaultContext> = async (
	context,
	{ VaultName, Settings = {}, Passphrase }
) => {
	if (Passphrase) await confirmPassphrase(context, Passphrase);
	return context.mutate(({ vault }) => {
		const facts: VaultFacts = { ...vault.facts, ...asFacts(Settings) };
		if (VaultName !== undefined) facts.name = asVaultName(VaultName);
		if (locksLater(facts, vault.facts) && !Passphrase) throw passphraseIsNeeded();
		return {
			change: {
				put: [{ kind: 'vault', vault: facts }],
				log: [{ operation: 'UpdateVault', keyId: null }]
			},
			answer: describeVaultAt(context)
		};
	});
};
