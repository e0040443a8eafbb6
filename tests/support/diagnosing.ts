import { expect } from 'vitest';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import type { Response } from '#lib/service/api.ts';
import type { TestVault } from './vault.ts';

interface Files {
	EncryptedKeyMaterial?: Bytes;
	ImportToken?: Bytes;
}

/** Asks for a diagnosis, and looks that nothing has changed and nothing of any key material came out. */
export async function diagnose(
	vault: TestVault,
	KeyId: string,
	files: Files,
	materials: readonly Uint8Array[] = []
): Promise<Response<'DiagnoseImport'>> {
	const before = await vault.store.readSnapshot();
	const answer = await vault.handle('DiagnoseImport', { KeyId, ...structuredClone(files) });
	expect(await vault.store.readSnapshot()).toEqual(before);
	const said = JSON.stringify(answer, (_, value: unknown) =>
		value instanceof Uint8Array ? `${toHex(value)} ${Buffer.from(value).toString('latin1')}` : value
	);
	for (const material of materials)
		for (const form of ['hex', 'base64', 'latin1'] as const)
			expect(said).not.toContain(JSON.stringify(Buffer.from(material).toString(form)).slice(1, -1));
	return answer;
}

export const ids = (findings: readonly ImportFinding[]) => findings.map(({ id }) => id);

/** What is found in files for pairs only: `import-kinds.test.ts` finds each. */
export const findingsOfPairs: readonly ImportFinding['id'][] = [
	...(['EK-KEYKIND', 'EK-KEYFORM', 'EK-KEYHALF', 'EK-NOKEY', 'EK-KEYBAD'] as const)
];
