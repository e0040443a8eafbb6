/** ExportVerified. */
import { base64Bytes, concatAll, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { uuidFromBytes, type KeyId } from '#lib/domain/ids.ts';
import { usageOf } from '#lib/domain/key/kinds.ts';
import { holdsUsableMaterial } from '#lib/domain/key/key-state.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { open } from '#lib/crypto/seal.ts';
import type { Response } from '../api.ts';
import { confirmPassphrase } from './ask-again.ts';
import { tagsOf } from './tags.ts';
import type { Moment, OperationFunction, VaultContext } from '../engine/context.ts';
import { asFilePassphrase } from '../engine/passphrase.ts';
import { openErasable } from '../engine/erasables.ts';

/**
 * Everything that verifies, key material included, as one JSON in an age file: `age -d FILE` shows it
 * (docs/formats.md §6). It is in the log before the file is given: where that can't be written, there is no file.
 */
export const exportVerified: OperationFunction<'ExportVerified', VaultContext> = async (
	context,
	{ FilePassphrase, Passphrase }
) => {
	await confirmPassphrase(context, Passphrase);
	const passphrase = asFilePassphrase(FilePassphrase);
	const answer = await context.read((moment) =>
		exportFile(moment, passphrase, context.ageWorkFactor)
	);
	await context.logAnyway({
		operation: 'ExportVerified',
		keyId: null,
		detail: { keys: answer.Keys }
	});
	return answer;
};

async function exportFile(
	moment: Moment,
	passphrase: string,
	workFactor: number
): Promise<Response<'ExportVerified'>> {
	const { vault, now } = moment;
	const keys: Bytes[] = [];
	try {
		for (const cmk of vault.cmks.values()) keys.push(await exportedKey(moment, cmk));
		const { name } = vault.facts;
		const opening = JSON.stringify({
			format: 'airlock/export/1',
			vaultId: uuidFromBytes(vault.vaultId),
			vaultName: name,
			exported: new Date(now).toISOString()
		});
		const commas = keys.flatMap((key, index) => (index === 0 ? [key] : [utf8(','), key]));
		const json = concatAll([utf8(`${opening.slice(0, -1)},"keys":[`), ...commas, utf8(']}\n')]);
		try {
			return {
				FileName: `airlock-export-${new Date(now).toISOString().slice(0, 10)}.age`,
				File: await encryptAgeFile(json, passphrase, workFactor),
				Keys: keys.length
			};
		} finally {
			wipe(json);
		}
	} finally {
		wipe(...keys);
	}
}

/** One CMK as JSON bytes; expired key material stays out, and so does what expires while the clock is behind. The caller wipes them. */
async function exportedKey({ vault, time, now }: Moment, cmk: Cmk): Promise<Bytes> {
	const facts = JSON.stringify({
		keyId: cmk.keyId,
		aliases: vault.aliases.of(cmk.keyId).map(({ name }) => name),
		description: cmk.description,
		origin: cmk.origin,
		keySpec: cmk.keySpec,
		keyUsage: usageOf(cmk),
		...(cmk.tags && { tags: tagsOf(cmk) }),
		created: new Date(cmk.creationDate).toISOString(),
		enabled: cmk.enabled,
		...(cmk.retiredOn !== undefined && { retired: new Date(cmk.retiredOn).toISOString() }),
		...(cmk.replacedBy !== undefined && { replacedBy: cmk.replacedBy }),
		deletionDate: cmk.deletionDate && new Date(cmk.deletionDate).toISOString(),
		validTo:
			cmk.material?.expirationModel === 'KEY_MATERIAL_EXPIRES'
				? new Date(cmk.material.validTo).toISOString()
				: null
	});
	// As in `useKey`: what expires is frozen while the clock is behind.
	const frozen = time.turnedBack && cmk.material?.expirationModel === 'KEY_MATERIAL_EXPIRES';
	const recordId = !frozen && holdsUsableMaterial(cmk, now) && cmk.material?.recordId;
	const parts = [utf8(facts.slice(0, -1))];
	try {
		if (recordId) parts.push(...(await exportedMaterial(vault, cmk.keyId, recordId)));
		const { earlierMaterials = [] } = cmk;
		for (const [index, earlier] of earlierMaterials.entries()) {
			const id = JSON.stringify({ materialId: earlier.materialId }).slice(0, -1);
			parts.push(utf8(`${index === 0 ? ',"earlierKeyMaterials":[' : ','}${id}`));
			parts.push(...(await exportedMaterial(vault, cmk.keyId, earlier.recordId)), utf8('}'));
		}
		if (earlierMaterials.length > 0) parts.push(utf8(']'));
		return concatAll([...parts, utf8('}')]);
	} finally {
		wipe(...parts);
	}
}

/** @returns a member of a JSON object; nothing where the row doesn't open. The caller wipes it */
async function exportedMaterial(
	vault: Moment['vault'],
	keyId: KeyId,
	recordId: string
): Promise<Bytes[]> {
	const material = await openErasable(vault, 'material', keyId, recordId, open);
	if (!material) return [];
	const encoded = base64Bytes(material);
	wipe(material);
	return [utf8(',"keyMaterial":"'), encoded, utf8('"')];
}
