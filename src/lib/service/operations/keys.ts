/** CreateKey, DescribeKey, ListKeys, EnableKey, DisableKey, UpdateKeyDescription. */
import { toBase64 } from '#lib/domain/bytes.ts';
import { attentionTo, byUrgency } from '#lib/domain/key/attention.ts';
import { parseNewAliasName, type Alias } from '#lib/domain/key/alias.ts';
import { longestDescription, newCmk, type Cmk } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { asKeyId, type KeyId } from '#lib/domain/ids.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { asReplacement } from '#lib/domain/key/retirement.ts';
import { withTags } from '#lib/domain/key/tags-of-cmk.ts';
import type { KeyOperation, LoggedOperation } from '#lib/domain/vault/operation.ts';
import { keySpecs } from '#lib/domain/key/key-spec.ts';
import { isMacKey, isPair, usagesOf } from '#lib/domain/key/kinds.ts';
import { generateSealedMacKey } from '#lib/crypto/key-mac.ts';
import { generateSealedKeyMaterial } from '#lib/crypto/key-material.ts';
import { assertBrowserHas, generateKeyPair } from '#lib/crypto/key-pair.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { sealKey } from '#lib/crypto/seal.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import type { Request } from '../api.ts';
import type { KeyMetadata } from '../api/key-metadata.ts';
import type { Moment, OperationContext, OperationFunction } from '../engine/context.ts';
import { keyMetadata } from './key-metadata.ts';
import { sortedKeys } from '../engine/sorted-keys.ts';
import { pageOf } from './page.ts';
import { currentMaterialId } from './use-key.ts';
import { sealErasable } from '../engine/erasables.ts';
import { assertAliasIsFree } from './aliases.ts';
import { matcher } from './key-filter.ts';
import { replacedKey } from './replaced-key.ts';
import { tagDetail, tagsIn } from './tags.ts';

function asDescription(description: string): string {
	if ([...description].length > longestDescription)
		throw new KmsError('InvalidParameter', {
			parameter: 'Description',
			rule: 'AT_MOST_8192_CHARACTERS'
		});
	return description;
}

/** What a new CMK is to be. */
function plannedKey({
	Origin: origin = 'AIRLOCK',
	KeySpec = 'SYMMETRIC_DEFAULT',
	KeyUsage: keyUsage = 'ENCRYPT_DECRYPT',
	Description = '',
	AliasName,
	Exportable: exportable = false,
	Tags = []
}: Request<'CreateKey'>) {
	const keySpec = KeySpec === 'SYMMETRIC_DEFAULT' ? 'AES_256' : KeySpec;
	if (!usagesOf(keySpec).includes(keyUsage))
		throw new KmsError('InvalidParameter', {
			parameter: 'KeyUsage',
			rule: `ONE_OF_${usagesOf(keySpec).join('_')}`
		});
	// The user keeps a copy of imported key material, by contract.
	if (exportable && origin !== 'AIRLOCK')
		throw new KmsError('InvalidParameter', {
			parameter: 'Exportable',
			rule: 'ORIGIN_AIRLOCK_ONLY'
		});
	if (exportable && !keySpecs.some((one) => one === keySpec))
		throw new KmsError('InvalidParameter', {
			parameter: 'Exportable',
			rule: 'KEY_SPEC_THAT_A_SERVICE_TAKES'
		});
	return {
		origin,
		keySpec,
		keyUsage,
		exportable,
		description: asDescription(Description),
		aliasName: AliasName === undefined ? undefined : parseNewAliasName(AliasName),
		tags: tagsIn(Tags)
	};
}

/** @returns the pair for a CMK that is one and is made here; what would be refused is refused before it is made */
async function newPair(context: OperationContext, request: Request<'CreateKey'>) {
	const { KeySpec, Origin } = request;
	if (KeySpec === undefined || KeySpec === 'SYMMETRIC_DEFAULT' || !isPair(KeySpec))
		return undefined;
	await context.read((moment) => {
		const { aliasName, keyUsage } = plannedKey(request);
		if (aliasName !== undefined) assertAliasIsFree(moment.vault, aliasName);
		replacedKey(moment, request, keyUsage);
	});
	if (Origin !== 'EXTERNAL') return generateKeyPair(KeySpec);
	// Nobody should prepare an import that can't end here.
	await assertBrowserHas(KeySpec);
	return undefined;
}

/**
 * Origin AIRLOCK makes its key material at once, without its bytes ever being in a buffer; EXTERNAL waits for an import.
 * An RSA pair takes seconds, so pairs are made before the vault is asked to hold still.
 */
export const createKey: OperationFunction<'CreateKey'> = async (context, request) => {
	const pair = await newPair(context, request);
	return context.mutate(async (moment) => {
		const { aliasName, tags, ...facts } = plannedKey(request);
		const { origin, keySpec, exportable } = facts;
		const { vault, now } = moment;
		const keyId = asKeyId(randomUuid());
		const replaced = replacedKey(moment, request, facts.keyUsage);
		const cmk = withTags(newCmk(keyId, { ...facts, now }), tags);
		const alias: Alias | undefined =
			aliasName === undefined
				? undefined
				: { aliasId: randomUuid(), name: aliasName, targetKeyId: keyId, creationDate: now };
		if (alias) assertAliasIsFree(vault, alias.name);
		const made = origin === 'AIRLOCK' ? await withMaterial(moment, cmk, pair) : undefined;
		const created = made?.cmk ?? cmk;
		const cmks = replaced ? asReplacement(created, replaced) : [created];
		return {
			change: {
				put: [
					...cmks.map((one) => ({ kind: 'cmk' as const, cmk: one })),
					...(alias ? [{ kind: 'alias' as const, alias }] : [])
				],
				putErasables: made ? [made.row] : [],
				log: [
					{
						operation: 'CreateKey',
						keyId,
						keyName: alias?.name ?? null,
						detail: {
							origin,
							...(keySpec !== 'AES_256' && { keySpec, keyUsage: facts.keyUsage }),
							...(exportable && { exportable: true }),
							...(replaced && { replaces: replaced.keyId }),
							...(tags.length > 0 && tagDetail(tags.map(({ key }) => key)))
						}
					}
				]
			},
			answer: (after) => ({ KeyMetadata: keyMetadata(after, after.vault.cmk(keyId)) })
		};
	});
};

/** @param pair - of a CMK that is one */
async function withMaterial(
	{ vault, now }: Moment,
	cmk: Cmk,
	pair: KeyPair | undefined
): Promise<{ cmk: Cmk; row: ErasableRow }> {
	const { keyId, keySpec } = cmk;
	const seal: Seal = pair
		? (materialKey, aad) => sealKey(materialKey, 'pkcs8', pair.privateKey, aad)
		: isMacKey(keySpec)
			? (materialKey, aad) => generateSealedMacKey(materialKey, aad, keySpec)
			: generateSealedKeyMaterial;
	const { row, reference } = await sealErasable(vault, 'material', keyId, null, seal);
	const expirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
	return {
		row,
		cmk: {
			...cmk,
			material: { ...reference, expirationModel, since: now },
			...(pair && { publicKey: toBase64(pair.publicKey) })
		}
	};
}
type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
type Seal = Parameters<typeof sealErasable>[4];

/** Describes one CMK, with the id of its current key material. */
export const describeKey: OperationFunction<'DescribeKey'> = (context, { KeyId }) =>
	context.read(async (moment) => {
		const cmk = moment.vault.cmk(KeyId);
		const id = await currentMaterialId(moment, cmk);
		const more = id !== null && { CurrentKeyMaterialId: id };
		return { KeyMetadata: { ...keyMetadata(moment, cmk), ...more } };
	});

/** Lists CMKs, a page at a time. */
export const listKeys: OperationFunction<'ListKeys'> = (
	context,
	{ First, Marker, Limit, Attention = false, SortBy, Descending = false, ...filter }
) =>
	context.read((moment) => {
		const { vault } = moment;
		if (First !== undefined && Marker !== undefined)
			throw new KmsError('InvalidParameter', { parameter: 'First', rule: 'NOT_WITH_MARKER' });
		if (Attention && (SortBy !== undefined || Descending))
			throw new KmsError('InvalidParameter', { parameter: 'SortBy', rule: 'NOT_WITH_ATTENTION' });
		const matches = matcher(moment, filter);
		const keys = Attention
			? inOrderOfUrgency(moment)
			: (SortBy ?? 'NAME') === 'NAME' && !Descending
				? vault.keyOrder
				: sortedKeys(moment, SortBy ?? 'NAME', Descending);
		const matching = matches ? keys.slice().filter(matches) : keys;
		const start = Marker === undefined ? (First ?? 1) - 1 : matching.indexOf(Marker as KeyId);
		const { items, ...page } = pageOf(matching, { start, limit: Limit }, (keyId) => keyId);
		return {
			Keys: items.map((keyId) => keyMetadata(moment, vault.cmk(keyId))),
			...page,
			Matching: matching.length,
			Total: vault.cmks.size
		};
	});

/** @returns the CMKs that call for attention, which few of many do; each stands where its most urgent reason does */
function inOrderOfUrgency({ vault, now }: Moment): KeyId[] {
	return [...vault.watched]
		.flatMap((keyId) => {
			const [first] = attentionTo(vault.cmk(keyId), now).sort(byUrgency);
			return first ? [{ keyId, ...first }] : [];
		})
		.sort(byUrgency)
		.map(({ keyId }) => keyId);
}

/** An operation that changes facts of one CMK and nothing else. */
export function updateCmk(
	context: OperationContext,
	operation: KeyOperation & LoggedOperation,
	KeyId: string,
	update: (cmk: Cmk, moment: Moment) => Cmk
): Promise<{ KeyMetadata: KeyMetadata }> {
	return context.mutate((moment) => {
		const cmk = moment.vault.cmk(KeyId);
		assertAllowed(operation, cmk, moment.now);
		return {
			change: {
				put: [{ kind: 'cmk', cmk: update(cmk, moment) }],
				log: [{ operation, keyId: cmk.keyId }]
			},
			answer: (after) => ({ KeyMetadata: keyMetadata(after, after.vault.cmk(cmk.keyId)) })
		};
	});
}

/** Lets a CMK be used again. */
export const enableKey: OperationFunction<'EnableKey'> = (context, { KeyId }) =>
	updateCmk(context, 'EnableKey', KeyId, (cmk) => ({ ...cmk, enabled: true }));

/** Keeps a CMK from being used; nothing is erased. */
export const disableKey: OperationFunction<'DisableKey'> = (context, { KeyId }) =>
	updateCmk(context, 'DisableKey', KeyId, (cmk) => ({ ...cmk, enabled: false }));

/** Changes the description of a CMK. */
export const updateKeyDescription: OperationFunction<'UpdateKeyDescription'> = (
	context,
	{ KeyId, Description }
) =>
	updateCmk(context, 'UpdateKeyDescription', KeyId, (cmk) => ({
		...cmk,
		description: asDescription(Description)
	}));
