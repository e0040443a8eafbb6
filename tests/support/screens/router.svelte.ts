import { onMount, tick, type Component, type Snippet } from 'svelte';
import { SvelteSet, SvelteURL } from 'svelte/reactivity';

/**
 * What the screens ask of SvelteKit: where the app is, and to go elsewhere. It stands in for `$app/navigation`,
 * `$app/state` and `$app/environment`, finds the screens in `src/routes` as kit does, and keeps no history.
 */

type Screen = Component;
type Layout = Component<{ children: Snippet }>;
type Files<Value> = Record<string, () => Promise<{ default: Value }>>;

const screens = import.meta.glob('/src/routes/**/+page.svelte') as Files<Screen>;
/** All but the outermost, which starts the vault worker and the service worker. */
const layouts = import.meta.glob('/src/routes/*/**/+layout.svelte') as Files<Layout>;

interface Place {
	url: URL;
	params: Record<string, string>;
	route: { id: string };
	Screen?: Screen;
	Layout?: Layout | undefined;
}

const nowhere: Place = { url: new URL('https://airlock.test/#/'), params: {}, route: { id: '/' } };
let place = $state.raw<Place>(nowhere);

export const page = {
	get url() {
		return place.url;
	},
	get params() {
		return place.params;
	},
	get route() {
		return place.route;
	},
	get Screen() {
		return place.Screen;
	},
	get Layout() {
		return place.Layout;
	}
};

export const version = '0.0.0';

interface Navigation {
	from: { url: URL } | null;
	to: { url: URL };
}
type Leaving = Navigation & { type: 'goto'; willUnload: boolean; cancel: () => void };
const navigated = new SvelteSet<(navigation: Navigation) => void>();
const leaving = new SvelteSet<(navigation: Leaving) => void>();

export function beforeNavigate(callback: (navigation: Leaving) => void): void {
	onMount(() => {
		leaving.add(callback);
		return () => leaving.delete(callback);
	});
}

export function afterNavigate(callback: (navigation: Navigation) => void): void {
	onMount(() => {
		navigated.add(callback);
		return () => navigated.delete(callback);
	});
}

/** How many were begun: one that comes later takes the place of those that are on their way, as in kit. */
let navigations = 0;

/** Shows the screen of an address, such as `#/keys/new?origin=external`. */
export async function goto(address: string): Promise<void> {
	const own = ++navigations;
	const url = new SvelteURL(address, nowhere.url);
	const path = url.hash.slice(1).split('?')[0] || '/';
	const found = routes.find(({ pattern }) => pattern.test(path));
	if (!found) throw new Error(`no screen is at ${address}`);
	const { load, id, pattern } = found;
	const [screen, layout] = await Promise.all([load(), layoutOf(id)]);
	if (own !== navigations) return;
	const from = { url: place.url };
	const answer = { stays: false };
	const cancel = () => (answer.stays = true);
	for (const callback of leaving)
		callback({ from, to: { url }, type: 'goto', willUnload: false, cancel });
	if (answer.stays) return;
	place = {
		url,
		params: { ...pattern.exec(path)?.groups },
		route: { id },
		Screen: screen.default,
		Layout: layout?.default
	};
	await tick();
	for (const callback of navigated) callback({ from, to: { url } });
}

/**
 * Follows the links of the app, without loading anything.
 *
 * @returns the function that stops it, and whatever is on its way
 */
export function followLinks(): () => void {
	const follow = (event: MouseEvent) => {
		const link = (event.target as Element).closest('a[href^="#/"]');
		if (!link || event.defaultPrevented) return;
		event.preventDefault();
		void goto(link.getAttribute('href') ?? '');
	};
	document.addEventListener('click', follow);
	return () => {
		navigations++;
		document.removeEventListener('click', follow);
	};
}

const routes = Object.entries(screens)
	.map(([file, load]) => {
		const id = file.slice('/src/routes'.length, -'/+page.svelte'.length) || '/';
		return { id, load, pattern: patternOf(id) };
	})
	.sort((a, b) => rank(a.id) - rank(b.id));

function patternOf(id: string): RegExp {
	const path = id
		.replace(/\/\([^)]*\)/g, '')
		.replace(/\/\[\[(\w+)\]\]/g, '(?:/(?<$1>[^/]+))?')
		.replace(/\[\.\.\.(\w+)\]/g, '(?<$1>.*)')
		.replace(/\[(\w+)\]/g, '(?<$1>[^/]+)');
	return new RegExp(`^${path}$`);
}

/** What is named comes before what is a parameter, and that before what takes everything. */
function rank(id: string): number {
	return id.includes('[...') ? 2 : id.includes('[') ? 1 : 0;
}

async function layoutOf(id: string): Promise<{ default: Layout } | undefined> {
	const own = Object.keys(layouts).find((file) =>
		`/src/routes${id}/`.startsWith(file.slice(0, -'+layout.svelte'.length))
	);
	return own === undefined ? undefined : layouts[own]?.();
}
