/** New key material for CMKs that Airlock made: made, sealed and told to the log in one commit. */
import { toHex } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { Cmk, RotationType } from '#lib/domain/key/cmk.ts';
import { rotationIsDue, withNewMaterial } from '#lib/domain/key/rotation.ts';
import { generateSealedKeyMaterial, openKeyMaterial } from '#lib/crypto/key-material.ts';
import { materialId } from '#lib/crypto/purpose-key.ts';
import type { Change } from './change.ts';
import { nothing, type Moment, type OperationContext } from './context.ts';
import { damagedErasable, erasableData, openErasable, sealErasable } from './erasables.ts';

/** CMKs that one commit takes care of, so that none becomes large. */
const batch = 8;

/**
 * Rotates the CMKs whose date has come, each once, however many dates have passed. The commit has the new key material
 * and the next date together, so that no date is used twice. A clock that is behind rotates nothing.
 */
export async function rotateDue(context: OperationContext): Promise<void> {
	for (let more = true; more;) {
		const due = await context.read(dueIn);
		more = due.length > batch;
		if (due.length === 0) return;
		try {
			await context.mutate(async (moment) => ({
				change: joined(
					await Promise.all(
						dueIn(moment)
							.slice(0, batch)
							.map((cmk) => rotate(moment, cmk, 'AUTOMATIC'))
					)
				),
				answer: nothing
			}));
		} catch (error) {
			// The next sweep tries again. The key works meanwhile.
			if (isKmsError(error, 'VaultFull')) return;
			throw error;
		}
	}
}

const dueIn = ({ vault, time, now }: Moment): Cmk[] =>
	time.turnedBack ? [] : [...vault.cmks.values()].filter((cmk) => rotationIsDue(cmk, now));

/** @returns the change that gives a CMK with key material a new one, and keeps the old one to decrypt */
export async function rotate(
	{ vault, now }: Moment,
	cmk: Cmk,
	rotated: RotationType
): Promise<Required<Pick<Change, 'put' | 'putErasables' | 'log'>>> {
	const { keyId, material } = cmk;
	const recordId = material?.recordId ?? '';
	const held = await openErasable(vault, 'material', keyId, recordId, openKeyMaterial);
	if (!material || !held) throw damagedErasable(vault, recordId);
	const { rowHash, since } = material;
	const earlier = {
		...{ recordId, rowHash, since, materialId: toHex(await materialId(held, keyId)) },
		...(material.rotated && { rotated: material.rotated })
	};
	const { row, reference } = await sealErasable(
		vault,
		'material',
		keyId,
		null,
		generateSealedKeyMaterial
	);
	const aad = erasableData('material', vault.vaultId, row, keyId);
	const made = row.sealed && (await openKeyMaterial(vault.keys.material, row.sealed, aad));
	if (!made) throw damagedErasable(vault, row.id);
	const current = {
		...reference,
		...({ expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE', since: now, rotated } as const)
	};
	const operation = rotated === 'AUTOMATIC' ? 'RotateKey' : 'RotateKeyOnDemand';
	const detail = { keyMaterialId: toHex(await materialId(made, keyId)) };
	const actor = rotated === 'AUTOMATIC' ? 'CLOCK' : 'PERSON';
	return {
		put: [{ kind: 'cmk', cmk: withNewMaterial(cmk, earlier, current) }],
		putErasables: [row],
		log: [{ operation, keyId, actor, detail }]
	};
}

const joined = (changes: readonly Awaited<ReturnType<typeof rotate>>[]): Change => ({
	put: changes.flatMap(({ put }) => put),
	putErasables: changes.flatMap(({ putErasables }) => putErasables),
	log: changes.flatMap(({ log }) => log)
});
