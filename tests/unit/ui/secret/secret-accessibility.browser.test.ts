import { expect, test } from 'vitest';
import { cdp, page, userEvent, type Locator } from 'vitest/browser';
import { openScreen } from '../../../support/screens/open-screen.ts';

// What a screen reader is given of a secret field: Chromium's own accessibility tree.

interface Frame {
	frame: { id: string };
	childFrames?: Frame[];
}
interface TreeNode {
	role?: { value: string };
	name?: { value: string };
	value?: { value: string };
}
/** What this file uses of Chromium's own protocol. */
interface Protocol {
	send(method: 'Page.getFrameTree'): Promise<{ frameTree: Frame }>;
	send(method: 'Accessibility.getFullAXTree', about: object): Promise<{ nodes: TreeNode[] }>;
}
const chromium = cdp() as unknown as Protocol;

const framesOf = ({ frame, childFrames = [] }: Frame): string[] => [
	frame.id,
	...childFrames.flatMap(framesOf)
];

/** The whole tree of the page, in which the test's is a frame. */
async function accessibilityTree(): Promise<TreeNode[]> {
	const { frameTree } = await chromium.send('Page.getFrameTree');
	const trees = await Promise.all(
		framesOf(frameTree).map((frameId) => chromium.send('Accessibility.getFullAXTree', { frameId }))
	);
	return trees.flatMap(({ nodes }) => nodes);
}

const entered = 'zebra0123456789';

async function expectHiddenThenShown(field: Locator, show: Locator, name: string): Promise<void> {
	await field.click();
	await userEvent.keyboard(entered);
	const textbox = async () => {
		const tree = await accessibilityTree();
		const found = tree.filter(
			({ role, name: of }) => role?.value === 'textbox' && of?.value === name
		);
		expect(found).toHaveLength(1);
		return { value: found[0]?.value?.value, whole: JSON.stringify(tree) };
	};
	const hidden = await textbox();
	expect(hidden.value).toBe('•'.repeat(entered.length));
	expect(hidden.whole).not.toContain(entered);

	await userEvent.keyboard('{Tab}');
	await expect.element(show).toHaveFocus();
	await userEvent.keyboard(' ');
	await expect.element(show).toHaveAttribute('aria-pressed', 'true');
	const named = show.element();
	expect(named.getAttribute('title')).toBe(named.getAttribute('aria-label'));
	expect((await textbox()).value).toBe(entered);

	await userEvent.keyboard(' ');
	const again = await textbox();
	expect(again.value).toBe('•'.repeat(entered.length));
	expect(again.whole).not.toContain(entered);
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
}

test('a passphrase is a text box with a name and dots, until it is shown with the keyboard', async () => {
	await openScreen('#/', { locked: true, width: 320 });
	const field = page.getByRole('textbox', { name: 'Passphrase', exact: true });
	const show = page.getByRole('button', { name: 'Show: Passphrase' });
	await expectHiddenThenShown(field, show, 'Passphrase');
});

test('key material that is pasted is one of several lines, in the same way', async () => {
	await openScreen('#/wrap/aws', { width: 320 });
	await page.getByRole('radio', { name: 'Paste it' }).click();
	const name = 'Key material in hex or Base64, or a private key in PEM';
	const show = page.getByRole('button', { name: 'Show what was entered' });
	await expectHiddenThenShown(page.getByRole('textbox', { name }), show, name);
});
