/**
 * Airlock's own list of short common English words, 3 to 6 letters each. There are 1024, so that each word that is
 * drawn adds exactly 10 bits and a random number of 16 bits draws all of them equally often. The short lists of the EFF
 * have 1296 words (10.3 bits each), so that four dice choose one.
 */
export const passphraseWords: readonly string[] = `
	able acorn acre actor admit adopt adult after again agent agree ahead aim air alarm album alert
	alley allow alone amber ample angle ankle ant apple arch area arena arm army arrow art ash
	aside aspen atlas atom attic aunt awake award axe axis baby back bacon bag bake ball band bank
	bar bark barn base basin bath beach bead beak beam bean bear beard beat beef begin bell below
	belt bend berry best big bike bill bind birch bird birth bite black blade blank blend blink
	block bloom blow blue board boat body boil bold bolt bone bonus book boot boss bowl box boy
	brain brave bread brick brief bring broad brook broom brown brush build bulb bunny burn bus
	bush busy buy cabin cable cage cake call calm camel camp canal candy cane canoe cape car card
	care cargo carry cart carve case cash cat catch cave cedar chain chair chalk chart chase cheap
	check cheek chess chest chew chief child chin chip choir city claim clap class clay clean clear
	clerk click climb clock close cloth cloud club coach coal coast coat cocoa code coin cold color
	comb come comet cook cool copy coral cork corn cost couch count cover cow crab craft crane
	cream crisp crop cross crow crowd crown crumb crust cube cup curl curry curve cut cycle daily
	dairy daisy dance dark dash data date dawn day deal deep deer delay denim dense depth desk dial
	dig dish dive dog doll dome donor door dot dough dove down drama draw dream dress drift drill
	drive drop drum dry duck due dune dusk duty eager eagle ear earn earth easel east easy eat echo
	edge edit egg elbow elder elect elk elm ember empty end enjoy enter entry equal even event ever
	exact exam exit extra eye fact fade fair faith fall fan far farm fast fault favor feast fee
	feed feel fence fern ferry fetch few fiber field fig file fill film final find fine fire firm
	first fish fit five fix flag flame flash flat fleet flint float flock floor flow fluid flute
	fly foam focus fog foil fold folk food foot force fork form fort forum found fox frame fresh
	frog front frost fruit fuel full fun funny fur game gap gate gauge gear gem giant gift girl
	give glad glass glaze glide globe glove glow glue goal goat gold golf good goose grain grand
	grant grape graph grass gravy great green greet grey grid grill grin grip group grove grow
	guard guess guest guide gulf habit half hall hand happy hard hare harp hat hawk hay hazel heart
	heat hedge heel hello help hen herb herd hero heron high hike hill hint hip hobby hold home
	honey hood hook hope horn horse host hotel house hover human hurry husky hut ice idea igloo
	image ink inner input iris iron item ivory ivy jade jam jaw jeans jelly jewel job jog join joke
	joy judge juice jump jury kayak keen keep kind king kiosk kite kiwi knife knock koala label
	lace lady lake lamb lamp land large laser last late laugh lawn layer lazy leaf learn leave leg
	lemon lend lens level lever lid life lift light lilac lily limb lime limit line linen lip list
	live loaf lobby local logic long look loop lotus loud love low loyal lunar lunch lung major
	make man mango map maple marsh mask mass match math meal medal menu mercy merge merit merry
	metal meter mild mile milk mill mind mint mist mix model month moon more moss motor mount mouse
	mouth move movie much mud mule music myth nail name navy near neck need nerve nest net next
	nice nine noble noise noon north nurse nut nylon oak oar oasis oat ocean offer often oil old
	olive onion only onyx open opera orbit order otter outer oval oven over owl own pace pack page
	paint palm panda panel pansy paper park part party pass past pasta paste patch path patio pause
	peach pearl pen petal phone photo piano pick piece pilot pine pink pint pipe pitch pizza place
	plan plant plate play plow plug plum poem poet point polar pond pony pool poppy porch port post
	pouch press price print prism prize proof proud pulse pump pupil puppy pure push quail quest
	quick quiet quill quilt quiz quota rack radar radio raft ranch range rapid raven ray ready real
	red reef refer relax relay rent reply rest rice rich ring ripe rise river roast robin robot
	rock roll roof room rope rose round royal ruby rug rule run rural rush sack safe saga sage
	salad salt same sand satin save scale scarf scene scout seal seat seed sense serve seven shade
	shake shape share sharp sheep sheet shelf shell shift shine ship shirt shoe shop short shout
	show shrub sign silk sing siren six size skate ski skill skin sky slate sled slice slide slope
	slow smart smile smoke snack snail snow soap sock soda sofa soft soil solar solid song soon
	sort sound soup south space spare spark speed spell spend spice spin spoon sport spot spray
	staff stage stamp star start state steam stem step stick still stock stone stool stop storm
	story stove straw style sugar suit sure surf swan sweet swift swim swing syrup table tall tank
	tape task taste taxi teach tell ten tent term test text thank thick thin thing think three
	thumb tiger time tiny tip title toast today tool tooth topic torch total touch tour towel tower
	town toy track trade trail train tray treat tree trial tribe trick truck trunk trust truth try
	tube tuna turn tutor twice twig twin twist type uncle under union unit upper urban use usual
	value valve van vapor vase vast vault verb verse very vest view villa vine visit vivid vocal
	voice vote wagon walk wall warm wash wasp watch water wave wax web wedge well west whale wheel
	when whisk white whole wide width win wind wing wire wise wish wolf wool word work world worth
	wrap wren wrist yacht yard year yeast yes yoga young youth zebra zero zinc zone zoo
`
	.trim()
	.split(/\s+/);

/** Seven words are 70 bits: out of reach for anyone who has to run Argon2id for each guess. */
const wordCount = 7;

/**
 * @returns seven words with spaces between, drawn independently and evenly: the number of words is a power of two, so
 * the low bits of a random number choose without a bias
 */
export function suggestPassphrase(): string {
	const random = crypto.getRandomValues(new Uint16Array(wordCount));
	const words = Array.from(random, (number) => passphraseWords[number % passphraseWords.length]);
	random.fill(0);
	return words.join(' ');
}
