/** CreateAlias, UpdateAlias, RenameAlias, DeleteAlias, ListAliases. */
import {
	aliasPrefix,
	parseAliasName,
	parseNewAliasName,
	type Alias
} from '#lib/domain/key/alias.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { nothing, type OperationFunction } from '../engine/context.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { pageOf } from './page.ts';

/** @throws {@link KmsError} `AlreadyExists` */
export function assertAliasIsFree(vault: OpenVault, name: string): void {
	if (vault.aliases.find(name))
		throw new KmsError('AlreadyExists', { resource: 'alias', id: name });
}

function existingAlias(vault: OpenVault, aliasName: string): Alias {
	const alias = vault.aliases.find(parseAliasName(aliasName));
	if (!alias) throw new KmsError('NotFound', { resource: 'alias', id: aliasName });
	return alias;
}

/** Gives a CMK one more alias. */
export const createAlias: OperationFunction<'CreateAlias'> = (
	context,
	{ AliasName, TargetKeyId }
) =>
	context.mutate(({ vault, now }) => {
		const cmk = vault.cmk(TargetKeyId);
		assertAllowed('CreateAlias', cmk, now);
		const name = parseNewAliasName(AliasName);
		assertAliasIsFree(vault, name);
		const alias = { aliasId: randomUuid(), name, targetKeyId: cmk.keyId, creationDate: now };
		return {
			change: {
				put: [{ kind: 'alias', alias }],
				log: [{ operation: 'CreateAlias', keyId: cmk.keyId, detail: { alias: name } }]
			},
			answer: nothing
		};
	});

/** Moves an alias to another CMK; both must allow it. */
export const updateAlias: OperationFunction<'UpdateAlias'> = (
	context,
	{ AliasName, TargetKeyId }
) =>
	context.mutate(({ vault, now }) => {
		const alias = existingAlias(vault, AliasName);
		const target = vault.cmk(TargetKeyId);
		assertAllowed('UpdateAlias', vault.cmk(alias.targetKeyId), now);
		assertAllowed('UpdateAlias', target, now);
		return {
			change: {
				put: [{ kind: 'alias', alias: { ...alias, targetKeyId: target.keyId } }],
				log: [
					{
						operation: 'UpdateAlias',
						keyId: target.keyId,
						keyName: alias.name,
						detail: { alias: alias.name, from: alias.targetKeyId }
					},
					{
						operation: 'UpdateAlias',
						keyId: alias.targetKeyId,
						detail: { alias: alias.name, to: target.keyId }
					}
				]
			},
			answer: nothing
		};
	});

/** Changes the name of an alias; it stays with its CMK. */
export const renameAlias: OperationFunction<'RenameAlias'> = (
	context,
	{ AliasName, NewAliasName }
) =>
	context.mutate(({ vault, now }) => {
		const alias = existingAlias(vault, AliasName);
		assertAllowed('RenameAlias', vault.cmk(alias.targetKeyId), now);
		const name = parseNewAliasName(NewAliasName);
		if (name !== alias.name) assertAliasIsFree(vault, name);
		return {
			change: {
				put: [{ kind: 'alias', alias: { ...alias, name } }],
				log: [
					{
						operation: 'RenameAlias',
						keyId: alias.targetKeyId,
						keyName: name,
						detail: { from: alias.name, to: name }
					}
				]
			},
			answer: nothing
		};
	});

/** Deletes an alias; its CMK stays. */
export const deleteAlias: OperationFunction<'DeleteAlias'> = (context, { AliasName }) =>
	context.mutate(({ vault }) => {
		const alias = existingAlias(vault, AliasName);
		return {
			change: {
				delete: [alias.aliasId],
				log: [{ operation: 'DeleteAlias', keyId: alias.targetKeyId, detail: { alias: alias.name } }]
			},
			answer: nothing
		};
	});

/** Lists the aliases of the vault or of one CMK, a page at a time. */
export const listAliases: OperationFunction<'ListAliases'> = (context, { KeyId, Limit, Marker }) =>
	context.read(({ vault }) => {
		const wanted =
			KeyId === undefined ? vault.aliases.byAge() : vault.aliases.of(vault.cmk(KeyId).keyId);
		const start = Marker === undefined ? 0 : wanted.findIndex(({ aliasId }) => aliasId === Marker);
		const { items, ...page } = pageOf(wanted, { start, limit: Limit }, ({ aliasId }) => aliasId);
		return {
			Aliases: items.map(({ name, targetKeyId, creationDate }) => ({
				AliasName: aliasPrefix + name,
				TargetKeyId: targetKeyId,
				CreationDate: creationDate
			})),
			...page
		};
	});
