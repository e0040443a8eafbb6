import type { Page } from '@playwright/test';

export type Paper = 'A4' | 'Letter';

/** Prints the page as it stands to PDF, as a printer would get it. */
export async function print(page: Page, format: Paper): Promise<Buffer> {
	return page.pdf({ format });
}

/** @returns how many sheets a PDF has */
export function sheetsOf(pdf: Buffer): number {
	return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
