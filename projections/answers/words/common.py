"""Common English words: a question may hold them, and none is a mistake for another word."""

from __future__ import annotations

COMMON = frozenset(
    """
abandon abandoned ability able aboard about above absolute absolutely abuse accept accepted
access accident accidentally accompany accomplish according account accounts accuse accused
accusing achieve acid across acted acting action actions active activity actor actors acts
actual actually added addition additional address admire admit admitted adopted adore adult
advance advanced advantage adventure advice advise affair affairs affect affected afford afraid
african after agency agent agents ages aggressive agree agreed agreement ahead aircraft airport
alarm alcohol alert alien aliens alive allergic alley allow allowed allowing allows almost alone
along already alright also alternative although always amazing ambulance american americans
among amongst amount analysis ancestors ancient angel angels anger angle angry animal animals
anniversary announce announced announcement annoying annual anonymous another answer answered
answering answers anxious anybody anymore anyone anything anytime anyway anywhere apart
apartment apologize apparently appeal appear appearance appeared appears applause apple
application applied apply appointed appointment appreciate approach approaching appropriate
approve area areas argue arguing argument armed arms army around arrange arranged arrest
arrested arresting arrival arrive arrived arriving article artificial artist artists arts
ashamed ashes aside asked asking asks asleep assault asses assigned assignment assist assistant
associate assume assumed assuming assure assured atmosphere attached attack attacked attacking
attacks attempt attempted attempting attend attention attitude attorney attract attracted
attractive audience aunt authorities authority authorized autopsy available avenge average avoid
avoiding awake award aware away awesome awful awfully awkward babies baby back backed background
backing backup badge badly bags bail balance ball balls band bang banging bank banks bare barely
barking bars base baseball based basement basic basically basis basketball bath bathroom battery
battle beach beam bear bearing bears beast beat beaten beating beats beautiful beauty became
because become becomes becoming bedroom beef been beeping beer before began begged begging begin
beginning begins begun behalf behave behavior behind being beings belief believe believed
believes believing bell bells belly belong belonged belongs beloved below belt bend beneath
benefit bent beside besides best betray betrayed better betting between beyond bigger biggest
bike bill billion billions bills billy biological bird birds birth birthday bite bits bitter
black blade blame blamed blaming blast bleed bleeding bless blessed blessing blew blind block
blocked blocking blocks blonde blood bloody blow blowing blown blows blue board boarding boat
boats bodies body bold bomb bombs bond bone bones book booked books boot boots border bore bored
boring born borrow borrowed boss both bother bothered bothering bothers bottle bottles bottom
bought bounce bound bounty bowl bowling boxes boyfriend boys branch brand brave breach bread
break breakfast breaking breaks breast breath breathe breathing bride bridge brief bright
brilliant bring bringing brings british broad broadcast broke broken brother brothers brought
brown brush brutal bucket bucks buddies buddy budget bugs build building buildings built bull
bullet bullets bump bumped bunch burden buried burn burned burning burns burnt burst bury
business bust busted busy butt butter button buying buys cabin cable cage cake call called
calling calls calm came camera cameras camp campaign cancel cancer candidate candy cannot
capable capital capture captured carbon card cards care cared career careful carefully cares
cargo carried carries carry carrying cars case cases cash casino cast castle catch catches
catching cats cattle caught cause caused causes causing cave celebrate celebrating cell cells
center central cents centuries century ceremony chair challenge chamber champagne champion
chance chances change changed changes changing channel chaos chapter character characters charge
charged charges charging charity charm charming chase chased chasing chat chatter cheap cheat
cheated cheating check checked checking checks cheer cheering cheers cheese chef chemical chess
chest chew chick chicken chicks chief child childhood children chill chinese chip chips
chocolate choice choices choose choosing chop chose chosen christian chuckles church cigarette
cigarettes circle circus cities citizen citizens city civil civilian claim claimed claiming
claims classes classic classified clean cleaned cleaning clear cleared clearing clearly clever
client clients climb climbed climbing clinic clock close closed closely closer closes closest
closet closing clothes cloud clouds clown club clue coach coal coast coat code coffee coin cold
colleague colleagues collect collected collecting collection college colonel color colors combat
combination come comes comfort comfortable comic coming command commander comment commercial
commit commitment committed committee common communicate community companies company compare
compared compete competition complete completed completely complex complicated computer
computers concentrate concept concern concerned concerns concert condition conditions conduct
conference confess confessed confession confidence confident confirm confirmed conflict confused
congratulate connect connected connection conquer conscience consequences consider considered
considering consistent conspiracy constant constantly construction contact contacted contacts
content contest continue continued continues continuing contract control controlled controlling
controls conversation convicted convince convinced cook cooked cooking cool coordinates copies
cops copy core corn corner corporate corpse correct corrected corrupt cost costs costume cotton
couch could council count counted counter counting countries country counts county couple
couples courage course court courtesy cousin cover covered covering covers crack cracked crash
crashed crawl crawling crazy cream create created creates creating creative creature creatures
credit creepy crew cried cries crime crimes criminal criminals crisis critical cross crossed
crossing crowd crown crucial cruel crush crushed crying crystal culture cure curious current
currently curse cursed custody customer customers cute cuts cutting daddy daily damage damaged
dance danced dancing danger dangerous dare dark darkness darling darn data date dated dates
dating daughter daughters dawn days dead deadly deaf deal dealer dealing deals dealt dear death
deaths debate debt decent decide decided decides decision decisions deck declare declared
dedicated deep deeper deeply defeat defeated defend defendant defending defense definitely
degree degrees delay deliberately delicate delicious delighted deliver delivered delivering
delivery demand demands demon demons denied deny department depend depending depends deposit
deputy describe described description desert deserve deserved deserves design designed desire
desk desperate desperately despite destined destiny destroy destroyed destroying destruction
detail details detect detective detectives determine determined develop developed developing
development device devil devoted dial diamond diamonds died dies difference different difficult
digging digital dining dinner direct directed direction directly director dirt dirty disappear
disappeared disappoint disappointed disaster discover discovered discovery discuss discussed
discussing discussion disease disgusting dish dishes display distance distant distract district
disturb disturbing ditch dive divide divided divine division divorce divorced doctor doctors
document documents does dogs doing doll dollar dollars domestic done door doors dope double
doubt down downstairs downtown dozen dozens drag dragged dragging dragon drama dramatic drank
draw drawing drawn dream dreamed dreaming dreams dress dressed dressing drew dried drill drink
drinking drinks drive driven driver drives driving drop dropped dropping drops drove drown
drowned drunk duck dude dull dumb dump dumped during dust duties duty dying each eager earlier
early earn earned ears earth ease easier easily east easy eaten eating eats economic edge editor
education effect effective effects effort efforts eggs eight either elected election electric
electrical electricity electronic element elements elephant elevator eliminate else embarrassed
embarrassing embrace emergency emily emotional emotions emperor empire employee employees empty
encourage ended ending endless ends enemies enemy energy engage engaged engagement engine
engineer engines english enjoy enjoyed enjoying enormous enough ensure enter entered entering
entire entirely entitled entrance entry environment envy episode equal equally equipment erase
escape escaped escort especially essential establish established estate eternal european
evacuate even evening event events eventually ever every everybody everyday everyone everything
everywhere evidence evil exact exactly exam examine example excellent except exchange excited
exciting exclusive excuse execute executed executive exercise exist existence exists exit expect
expected expecting expensive experience experienced experiment expert explanation explore
explosion expose exposed express expression extend extra extreme extremely eyes fabulous face
faced faces facial facility facing fact factory facts fail failed failure fair fairly fairy
faith faithful fake fall fallen falling falls false familiar families family famous fancy fans
fantastic fantasy farm fascinating fashion fast faster fastest fatal fate father fathers fault
favor favorite fear feared fears federal feed feeding feel feeling feelings feels feet fell
fella fellas fellow felt female fence fetch fever field fields fifteen fifth fifty fight fighter
fighters fighting fights figure figured figures file filed files fill filled filling film
filming films filthy final finally financial find finding finds fine finest finger fingerprints
fingers finish finished finishing fire fired fires firing firm first fish fishing fits five
fixed fixing flag flame flash flat fled fleet flesh flew flies flight flip float floating floor
flow flower flowers flying focus focused folk folks follow followed following follows fond food
fool fooled fooling foolish fools foot footage football forbid forbidden force forced forces
forcing foreign forensic forest forever forget forgetting forgive forgot forgotten form formal
formed former forms forth fortunate fortune forward foster fought foul found four fourth frame
freak freaked freaking free freedom freeze freezing french fresh fried friend friendly friends
friendship frighten frightened from front frozen fruit fuel fulfill full fully function fund
funds funeral funny furniture further future gambling game games gang garage garbage garden gate
gates gather gathered gathering gave gear general generally generation generous genetic genius
gentle gentleman gentlemen genuine german germans gets getting ghost ghosts giant gift gifts
gimme girl girlfriend girls give given gives giving glad glasses global glorious glory gloves
goal gods goes going gold golden golf gone good goodbye goodness goods gorgeous gotten
government governor grab grabbed grace grade graduated grand grandfather grandma grandmother
grandpa grant granted grateful grave gravity gray great greater greatest greek green greet grew
grief groaning groans ground grounds group groups grow growing grown grows grunting grunts
guarantee guard guardian guards guess guessing guest guests guide guilt guilty guitar guns
gunshot guts guys habit hack hacked hair half halfway hall hammer hand handed handing handle
handled handling hands handsome hang hanging hangs happen happened happening happens happier
happiest happily happiness happy hard harder hardest hardly harm hate hated hates hath hatred
haunted have having head headed heading headquarters heads heal healing health healthy hear
heard hearing hears heart hearts heat heaven heavily heavy heck height held helicopter hello
help helped helpful helping helps here hereby hero heroes heroin herself hidden hide hiding high
higher highest highly highway hill himself hire hired history hits hitting hockey hold holding
holds hole holes holiday holy home homeless homes homework homicide honest honestly honey honor
honorable honored hook hooked hope hoped hopefully hopes hoping horn horrible horror horse
horses hospital host hostage hostile hotel hour hours house houses however huge human humanity
humans humble hundred hundreds hung hungry hunt hunting hurry hurt hurting hurts husband idea
ideal ideas identified identify identity ignore illegal image images imagination imagine
imagined immediate immediately impact importance important impossible impress impressed
impression impressive improve inch inches incident include includes including increase increased
incredible incredibly indeed independent indian indians indicate indicates individual industry
infected influence inform information informed initial injured injuries injury inner innocent
insane inside insist insisted inspector inspired instant instead instructions instrumental
insult insurance intel intelligence intelligent intend intended intense intention interest
interested interesting interests interfere internal interrupt interview intimate into introduce
introduced invasion invented investigate investment invisible invitation invite invited inviting
involve involved involving irish iron island isolated issue issued issues italian item items
itself jack jacket jail japanese jazz jealous jesus jewelry jewish jews jobs join joined joining
joint joke jokes jolly journey judge judges judging judgment juice jump jumped jumping jungle
junior junk jury just justice justify keen keep keeping keeps kept keys kick kicked kicking
kidding kidnap kidnapped kidnapping kids kind kindly kinds king kingdom kings kiss kissed
kissing kitchen knee knees knew knife knight knock knocked knocking know knowing knowledge known
knows korean labor lack ladies lady laid lake land landed landing lands language large larger
largest laser last lasted late lately later latest laugh laughed laughing laughs laughter launch
laundry laws lawyer lawyers laying lazy lead leader leaders leading leads league leak lean learn
learned learning learnt least leather leave leaves leaving lecture left legal legally legend
legitimate legs lend less lesson lessons lets letter letters letting level levels liberty
library license lick lied lies lieutenant life lifetime lift lifted light lightning lights like
liked likely likes liking limit limited line lined lines link linked lion lips liquid liquor
list listen listened listening literally little live lived liver lives living load loaded loads
loan local locate located location lock locked locker lonely long longer look looked looking
looks loose lord lose loser loses losing loss lost lots loud lousy love loved lovely lover
lovers loves loving lower loyal loyalty luck lucky lunch lungs lure luxury lying machine
machines made magazine magic magical magnetic magnificent maid mail major majority make makes
makeup making male mama manage managed management manager manner many march marching mark marked
market marks marriage married marry marrying martial mask massage massive master match matches
mate material math matter matters maximum maybe mayor meal mean meaning means meant measure meat
media medical medicine meet meeting meetings meets member members memories memory mental
mentally mention mentioned mercy mere merely merry mess message messages messed messing metal
meters method middle midnight might mighty mile miles military milk million millions mind minds
mine minimum minister minor minus minute minutes miracle mirror miserable miss missed misses
missile missing mission mistake mistakes mixed mobile model modern moment moments mommy money
monitor monkey monster monsters month months mood moon moral more morning mortal most mostly
motel mother mothers motion motive motor mouse mouth move moved movement moves movie movies
moving much multiple muscle museum music musical must mutual myself mysterious mystery nail
nailed name named names narrow nasty nation national native natural naturally nature naughty
near nearest nearly necessarily necessary neck necklace need needed needing needle needs
negative negotiate neighbor neighborhood neighbors neither nephew nerve nervous nest network
never news newspaper next nice nicely nicer night nightmare nights nine noble nobody noise none
nonsense noon normal normally north northern nose note notes nothing notice noticed notify novel
nowhere nuclear number numbers nurse nuts oath obey object objects observe obsessed obvious
obviously occur occurred ocean odds offer offered offering offers office officer officers
official officially officials often okay older oldest once ones online only onto open opened
opening opens opera operate operating operation operations opinion opportunity opposed opposite
option options orange order ordered ordering orders ordinary organization organized original
originally other others otherwise ought ours ourselves outer outfit outside outta over
overtime overcome
owed owes owned owner owns oxygen pack package packed packing page pages paid pair palace palm
panic panting pants paper papers paperwork pardon parent parents park parked parking parole part
particular particularly parties partner partners parts party passage passed passenger passengers
passes passing passion passport past patch path pathetic patience patient patients patrol
pattern paying payment pays peace peaceful peanut penalty penny people percent perfect perfectly
perform performance performed performing perhaps period permanent permission permit person
personal personality personally personnel pet pets persons persuade petty phase phone phones photo
photograph photographs photos physical physically piano pick picked picking picks picture
pictures piece pieces pigs pile pill pills pilot pink pipe pirate pitch pity pizza place placed
places plan plane planes planet planets planned planning plans plant planted plants plastic
plate plates play played player players playing plays plead pleasant please pleased pleasure
plenty plot plug plus pocket poem poetry point pointed pointing points poison poisoned poker
police policy polish polite political politics pool poor popped popular population pork port
position positive possess possessed possession possibility possible possibly post posted potato
potential pound pounds pour pouring powder power powerful powers practical practically practice
practicing praise pray prayed prayer prayers praying precious precisely prefer pregnant prepare
prepared preparing presence present presented presents preserve president press pressed pressing
pressure pretend pretended pretending pretty prevent previous previously price pride priest
primary prime prince princess principal print prints prior priority prison prisoner prisoners
private privilege prize probably problem problems procedure proceed process produce produced
product production professional professor profile profit program programmed progress project
prom promise promised promises proof proper properly property proposal propose proposed protect
protected protecting protection protective proud prove proved proven proves provide provided
psychic public published pull pulled pulling pulls pulse pump punch punched punish punished
punishment punk pure purple purpose pursue pursuit push pushed pushing puts putting qualified
quality quarter quarters queen question questioned questioning questions quick quickly quiet
quietly quit quite quote rabbit race racing radar radiation radio rage raid raise raised raising
random range rank rare rarely rate rather rats reach reached reaches reaching react reaction
read reading reads ready real reality realize realized really rear reason reasonable reasons
rebel recall receive received receiving recent recently reception reckon recognize recognized
recommend record recorded recording records recover recovered reduce reduced refer referring
refuse refused refuses regard regarding register registered regret regular rejected related
relations relationship relatives relax release released relief relieved religion religious rely
remarkable remember remembered remembers remind reminded reminds remote remove removed rent
rented repair repay repeat replace replaced report reported reporter reporting reports represent
represents reputation request requested requesting require required requires rescue rescued
research resist resistance resources respect respected respond response responsible rest
restaurant restore result results retired retrieve return returned returning returns reveal
revealed revenge reverse review revolution reward rice rich ride ridiculous riding rifle right
rights ring ringing rings ripped rise rising risk risking river road roads roast robbed robbery
robbing robot rock rocket rocks rode role roll rolled rolling romance romantic roof room rooms
root rope rose rotten rough round rounds route routine royal rubber rude ruin ruined ruining
rule ruled rules rumor rumors running runs rush rushing russian russians sack sacred sacrifice
sacrificed safe safely safer safety said sail sailing sake salad sale sales salt same sample
samples sand sandwich sang satellite satisfied satisfy sauce save saved saving saying says scale
scan scar scare scared scares scaring scary scene scenes schedule scheduled school schools
science scientific scientist scientists score scratch scream screaming screams screen script
seal sealed search searched searching season seat seats second seconds secret secretary secretly
secrets section secure security seed seeing seek seeking seem seemed seems seen sees seize self
selfish sell selling sells send sending sends senior sense sensitive sensors sent sentence
sentenced separate separated sergeant serial series serious seriously servant servants serve
served serves service services serving session sets setting settle settled seven seventh several
severe shadow shadows shake shaking shall shame shape share shared shares sharing shark sharp
shave shed sheep sheet shelter sheriff shield shift shine shining ship shipping ships shirt
shock shocked shoe shoes shoot shooting shoots shop shopping short shortly shot shots should
shoulder shoulders shout shouting shove show showed shower showing shown shows shut shutting
shuttle sick side sides sighs sight sign signal signature signed significant signing signs
silence silent silly silver similar simple simply since sing singing single sings sink sins
sister sisters site sits sitting situation sixth size skies skin skinny skip skull slap slave
slaves sleep sleeping sleeps slept slice slide slight slightest slightly slip slipped slow
slowly smack small smaller smart smarter smash smashed smell smelled smells smile smiling smoke
smoked smoking smooth snake snap sneak sneaking snow soap soccer social society soft soil solar
sold soldier soldiers sole solid solution solve solved some somebody someday somehow someone
someplace something sometime sometimes somewhat somewhere song songs sons soon sooner sore sorry
sort sorts sought soul souls sound sounded sounds soup source sources south southern soviet
space spanish spare speak speaking speaks special species specific specifically speech speed
spell spend spending spends spent spill spilled spin spinning spirit spirits spiritual spit
spite split spoil spoiled spoke spoken sport sports spot spotted spray spread spreading spring
spying squad square squeeze stab stabbed stable staff stage stairs stake stalking stand standard
standing stands star stare staring stars start started starting starts starving state statement
states station statue status stay stayed staying stays steady steak steal stealing steam steel
step stepped stepping steps stick sticking sticks still stinking stock stole stolen stomach
stone stones stood stop stopped stopping stops storage store stories storm story straight
straighten strange stranger strangers strategy stream street streets strength stress stretch
strict strictly strike strikes string strip stroke strong stronger strongest strongly struck
structure struggle struggling stubborn stuck student students studied studies studio study
studying stuff stuffed stupid style subject submit subtitles succeed success successful such
suck sucked sucking sucks sudden suddenly suffer suffered suffering sugar suggest suggested
suggesting suggests suicide suit suitable suits summer super superior supplies supply support
supporting suppose supposed sure surely surface surgeon surgery surprise surprised surrender
surrounded surrounding surveillance survival survive survived suspect suspected suspects
suspended suspicious swallow swallowed swear sweat sweep sweet swim swimming swing switch
switched sword swore sworn symbol symptoms system systems table tactical tail take taken takes
taking tale talent talented talk talked talking talks tall tank tape target task taste tastes
tattoo taught taxi teach teacher teachers teaching team teams tear tearing tears technical
technically technology teenage teeth telephone television tell telling tells temperature temple
temporary tend tender tennis term terms terrible terribly terrific terrified terror terrorist
terrorists test tested testify testimony testing tests text than thank thanks that theater thee
their them theme themselves then theory therapy there therefore these they thick thief thieves
thin thing things think thinking thinks third thirty this those thou though thought thoughts
thousand thousands threat threaten threatened threatening three threw thrilled throat throne
through throughout throw throwing thrown throws thus ticket tickets tide tied ties tiger tight
till time times timing tiny tire tired tires tissue title toast today together toilet told
tolerate tomorrow tone tongue tonight tons took tool tools tooth tore torn torture tortured toss
total totally touch touched touches touching tough tour toward towards tower town toys trace
traced traces track tracked tracking tracks trade trading tradition traditional traffic tragedy
tragic trail traitor transfer transferred transport trap trapped trash trauma travel traveled
traveling travelling treasure treat treated treating treatment tree trees tremendous trial tribe
trick tricked tricks tried tries trigger trip triple troops trouble troubled troubles truck true
truly trunk trust trusted trusting truth trying tube tune tunnel turkey turn turned turning
turns twelve twenty twice twin twist twisted type types typical ugly ultimate unable uncle under
undercover underground underneath understand understands understood underwear unexpected
unfortunate unhappy uniform union unique unit united units universe university unknown unless
unlike unlock until unto unusual upon upper upset upside upstairs urge urgent used useful
useless uses using usual usually vacation valley valuable value vampire vampires various vast
vehicle version versus very vessel vice vicious victim victims victory video view village
violence violent virgin virus vision visit visited visiting visitors visual vital voice voices
volunteer vote voted votes vulnerable wait waited waiting wake wakes waking walk walked walking
walks wall wallet walls wander wandering want wanted wanting wants warehouse warm warn warned
warning warp warrant warrior warriors wash washed washing waste wasted wasting watch watched
watching water waters wave waves ways weak wealth wealthy weapon weapons wear wearing wears
weather wedding weed week weekend weeks weigh weight weird welcome well went were west western
what whatever wheel wheels when whenever where wherever whether which while whip whistle white
whoever whole whom whose wicked wide wife wild will willing wind window windows winds wine wing
wings winner winning wins winter wipe wiped wire wisdom wise wish wished wishes wishing witch
with withdraw within without witness witnessed witnesses wives woke wolf wolves woman women
wonder wondered wonderful wondering wood wooden woods word words wore work worked worker workers
working works world worlds worn worried worries worry worrying worse worship worst worth
worthless worthy deduct deducted deducting deducts
would wound wounded wounds wrap wrapped wreck write writer writes writing
written wrong wrote yard yards yeah year years yell yelling yellow yesterday young younger
youngest your yours yourself youth zero zone
""".split()
)
