/** Key states and origins in words. */
export const keyStateMessages = {
	PENDING_IMPORT: 'Pending import',
	ENABLED: 'Enabled',
	DISABLED: 'Disabled',
	PENDING_DELETION: 'Pending deletion',
	RETIRED: 'Retired',
	EXTERNAL: 'External',
	AIRLOCK: 'Made by Airlock'
};
