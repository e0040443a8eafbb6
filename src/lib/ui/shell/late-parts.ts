/**
 * What is shown once the vault is unlocked, or after a click, and belongs to no single screen. The unlock form and Welcome
 * do without: the build puts it all into one file, and what reads QR codes into another (scripts/chunks.ts). A file is
 * fetched when a part of it is needed, or ahead of that (ui/platform/fetch-ahead.ts).
 */
export const lateParts = {
	airGapQuestion: () => import('../air-gap/AirGapQuestion.svelte'),
	copyScan: () => import('../recovery/CopyScan.svelte'),
	clockBanner: () => import('./ClockBanner.svelte'),
	dueNotifications: () => import('../notifications/DueNotifications.svelte'),
	dropZone: () => import('../drop/DropZone.svelte'),
	navigation: () => import('./Navigation.svelte'),
	overview: () => import('../overview/Overview.svelte'),
	palette: () => import('../palette/Palette.svelte'),
	practiceBar: () => import('../practice/PracticeBar.svelte'),
	quarantineBanner: () => import('./QuarantineBanner.svelte'),
	removeVault: () => import('../vault/RemoveVault.svelte'),
	statusPanel: () => import('./StatusPanel.svelte'),
	toastList: () => import('./ToastList.svelte'),
	vaultFileNotices: () => import('../vault/VaultFileNotices.svelte')
};

/** The components that are here, by the functions that have loaded them: they are shown at once. */
export const loadedParts = new Map<unknown, unknown>();
