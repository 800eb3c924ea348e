/// The 3,000 passwords of 8 and more characters, and not of digits alone, that stand at the head of lists of stolen ones
/// (ASVS 6.2.4), with those of China that such lists leave out.
enum CommonPasswords {
    static func contains(_ password: some StringProtocol) -> Bool { all.contains(Substring(password)) }

    private static let all = Set(list.split { $0 == " " || $0 == "\n" })

    private static let list = """
        !qaz2wsx %%passwo 063dyjuy 085tzzqi 0987654321q 0o9i8u7y 1232323q 123321qwe 1234567890a 1234567890q 1234567890z 123456789a 123456789abc 123456789d
        123456789k 123456789l 123456789m 123456789n 123456789o 123456789p 123456789q 123456789qwe 123456789qwerty 123456789r 123456789s 123456789v
        123456789z 12345678a 12345678q 1234567a 1234567aa 1234567q 1234567u 1234567z 123456aa 123456ab 123456abc 123456as 123456asd 123456qq 123456qqq
        123456qw 123456qwe 123456qwerty 123456ru 123456zxc 12345abc 12345asd 12345qaz 12345qwe 12345qwer 12345qwert 12345qwerty 1234abcd 1234asdf 1234kekc
        1234qwer 1234rewq 1234zxcv 123hfjdk147 123masha 123mudar 123qq123 123qwe123 123qwe456 123qweas 123qweasd 123qweasdzxc 123qwert 123qwerty 12locked
        12qw12qw 12qw34er 12qwaszx 12qwerty 12s3t4p55 151nxjmt 17171717aa 1a2a3a4a 1a2a3a4a5a 1a2b3c4d 1a2b3c4d5e 1a2s3d4f 1a2s3d4f5g 1basebal 1diamond
        1footbal 1hxboqg2 1jennife 1letmein 1michael 1million 1mustang 1passwor 1password 1q2q3q4q 1q2q3q4q5q 1q2w3e4r 1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6y
        1qa2ws3ed 1qay2wsx 1qaz!qaz 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw2 1qazxsw23edc 1qazzaq1 1qw23er4 1x2zkg8w 1z2x3c4v 1z2x3c4v5b
        23176djivanfros 23skidoo 2wsx3edc 2wsxcde3 2wsxzaq1 33rjhjds 3edc4rfv 3edcvfr4 3rjs1la7qe 44magnum 45m2do5bs 4r3e2w1q 4rfv3edc 55bgates 5hsu75kpot
        5tgb6yhn 5wr2i7h8 67camaro 68camaro 69camaro 7hrdnw23 7ugd5hip2j 8j4ye3uz 8phrowz622 8phrowz624 911turbo 9293709b13 987654321a 987654321q a1234567
        a12345678 a123456789 a123456a a1a2a3a4 a1a2a3a4a5 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 a1s2d3f4g5 aa123456 aardvark abc12345 abc123456 abcd1234 abcd123456
        abcdefg1 aberdeen abigail1 abnormal abracadabra abrakadabra acapulco access14 access99 account1 achilles acidburn adgjmptw admin123 admin18533362
        admin888 administrator adrenalin adventur aerosmit aerosmith afrodita agent007 agnieszka airborne airforce airplane akatsuki alabama1 albatros
        alcatraz alejandr aleksander aleksandr aleksandra alessand alessandro alex1234 alexande alexander1 alexandr alexandre alexandru alfarome alfaromeo
        algernon aligator alkaline allblack alleycat alligator allison1 allnight allstars allstate alpha123 alphabet alphaman alterego amarillo amateurs
        ambrosia america1 amethyst amoremio amsterda amsterdam anaconda anakonda anastasi anastasiya anatoliy andreas1 andrew12 andromed andromeda andyod22
        angel123 angel666 angeleye angelito angelofwar anhyeuem anna2614 annemari anteater antelope anthony1 anthony2 anthony7 antigone antonio1 antoshka
        apollo11 apollo13 apple123 applepie aquafina aqualung aquarius arabella arcangel archange archangel architec argentin argonaut arizona1 armageddon
        armagedon armstron arsehole arsenal1 arsenalfc artofwar as123456 asd12345 asd123456 asd123asd asdasd123 asdf1234 asdfasdf asdffdsa asdfg123
        asdfg12345 asdfgh01 asdfghjk asdfghjkl asdfqwer asdfzxcv asdqwe123 asmodeus aspirine assassin assassins assclown asslover assmunch astalavista
        asterios astonvil astroboy atlanta1 atlantis atreides augustin austin31 austin316 australi avalanch avalanche avangard awesome1 azertyui azertyuiop
        azsxdcfv azsxdcfvgb babemagn babemagnet baberuth babushka babybear babyblue babycake babycakes babydoll babyface babygirl babylon5 babylove backbone
        backdoor backspac badabing badkarma badlands badnaamhere bajingan baldrick balloons ballsack baltimor banderas baphomet baracuda barakuda barbados
        barbara1 barcelon barcelona bareback barefeet barefoot baritone barracud barracuda barselona basebal1 baseball baseball1 basketba basketbal batman12
        bayliner baywatch bcfields beachbum bearcats beatles1 beautifu beckham7 beefcake beethove behemoth bellagio bendover benessere bergkamp bernhard
        besiktas bettyboo bettyboop bigballs bigblack bigblock bigbucks bigdaddy bigfoot1 biggdogg bigmoney bignasty bigpoppa bigstick bigtruck billabon
        billabong billiard billybob billyboy binladen biohazard bionicle birthday1 birthday4 bismarck bismilla bismillah black123 blackass blackbel
        blackbelt blackberry blackbir blackbird blackboy blackcat blackcoc blackdog blackhaw blackhawk blackice blackie1 blackjac blackjack blacklab
        blackops blackout blacksun bladerunner blahblah blaster1 blastoff blessed1 blessing blingbling blink182 blizzard blondie1 blondinka bloopers
        blue1234 blueball bluebear bluebell blueberr bluebird bluedevi blueeyes bluefish bluegill bluejays blueline bluemoon bluenose bluenote bluesman
        bluestar bobafett bobdylan bobmarle bobmarley bollocks bondarenko bonefish bonehead bonethug bonghits boogaloo bookcase bookworm boomboom borabora
        bordeaux boris123 borussia boscoe01 bosstone bradley1 brandon1 brasilia bravehea braveheart brentfor brian123 brianna1 brighton broncos1 broodwar
        brooklyn brother1 browndog browneye brucelee bruno123 bubba123 bubblegum bubbles1 buckeye1 buckeyes buckshot buckwhea budapest buddy123 buddyboy
        buddydog budlight budweise budweiser buffalo1 buffalos bugsbunn bugsbunny bukowski bulldawg bulldog1 bulldogs bullfrog bullseye bullwink bumblebe
        bungalow bunghole buratino businessbabe buster01 buster12 bynthytn c3por2d2 cabernet cableguy cadillac calamity caliente californ caligula calimero
        callisto callofduty camaro69 camaross camaroz2 cambiami cambridg camelot1 cameltoe cameron1 candyass candyman cannabis cannibal cannonda cantona7
        capetown capital1 capitals capoeira capricor capricorn capslock captain1 cardinal care1839 carebear carefree carlitos carnival carolina carpedie
        carpediem carpente carthage cartman1 cartoons casablanca casanova caseydog cashflow cashmone cashmoney cassandr catdaddy catfight catfish1 catherin
        catwoman cavalier cbr600rr cbr900rr cdtnkfyf celticfc centrino cerberus cezer121 cfitymrf chainsaw challeng champagn champion changeme characte
        chargers charisma charles1 charles2 charlie1 charlie123 charlie2 charlie3 charlies charlott charlton checkers checkmat cheerleaers chelsea1 chemistr
        cherokee cherries cheshire chester1 chevelle chevrole chevrolet chevys10 chewbacc chewbacca cheyanne cheyenne chicago1 chicken1 chickens
        chickenwing101 chillout chipmunk chipper1 chocolat chocolate1 choochoo chopper1 choppers chris123 chrisbln chrissy1 christia christin christma
        christop christophe christy1 chrysler chuckles churchil cinnamon citibank civilwar cjkysirj clarinet classic1 classics claudia1 claymore cleopatr
        clevelan clinton1 clippers clitlick clitoris close-up cnfybckfd cobra427 cocacola codeblue coldbeer coldplay collecti college1 colombia colorado
        colossus coltrane comanche comicbookdb commande commando commodor computer computer1 concorde concrete connect1 consumer contortionist control1
        coolbean cooldude coolgirl coolhand coolness copenhag corleone cornhole corvet07 corvette costaric cosworth counterstrike country1 coventry cowboys1
        cowboyup crazybab crazyman creatine creative creepers crescent cricket1 crimson1 cristiano crjhgbjy crocodil crusader crystal1 ctdfcnjgjkm culinary
        cutiepie cvbhyjdf cvzefh1gkc cxfcnkbdfz cyberonline cyclones cygnusx1 cynthia1 daedalus daffodil dagestan dagobert daisydog daisymae dallas22
        damage11 dangerou daniel12 danielit dannyboy daredevi daredevil darkange darkangel darkknight darklord darkmoon darkness darkside darkstar darkwing
        darthvad darthvader davecole david123 davidoff daydream dbrnjhbz deadhead deadpool deadspin death123 death666 deathnote deathrow deborah1 deepblue
        deepthro deepthroat deerhunt deeznuts deeznutz defender deftones delpiero demon666 derparol derrick1 designer desperado destiny1 destroye detectiv
        detroit1 deutschland devil666 devildog devilman devilmaycry dfcbkbcf dfktynby dfktynbyf dhjnvytyjub diamante diamond1 diamonds dietcoke digital1
        dilbert1 dilligaf dillweed dima1995 dima1996 dingdong dinosaur dipstick dirtbike dirtydog discover dkflbckfd dkflbvbh dkflbvbhjdbx dkflbvbhjdyf
        doberman dodgeram dodgers1 doggydog doggystyle doghouse dogpound dolemite dolphin1 dolphins domainlock2005 domenico dominator dominic1 dominika
        dominion dominiqu dontknow doomsday doorknob dortmund doughboy douglas1 downhill dragon01 dragon11 dragon12 dragon123 dragon13 dragon69 dragon88
        dragon99 dragonba dragonball dragonballz dragonfl dragonfly dragons1 dragrace dragster dreamcas dreamcast dreamer1 dreamers drjynfrnt dropdead
        dropkick drowssap drpepper drummer1 dthjybrf dtkjcbgtl dtxyjcnm ducati99 duckhunt ducksoup duracell dustydog dutchess dutchman dynamite dzxtckfd
        earnhard earthlin earthlink eastside eastwood eatmenow eclipse1 edinburg edwardss eggplant eightbal einstein ekaterina elbereth elcamino eldiablo
        eldorado electric electron element1 elephant eleven11 elisabet elizabet elizaveta elvis123 emachines embalmer emmitt22 enforcer engineer england1
        enter123 enternow enterpri enterprise envision epaulson erection ericsson escalade escorpio espresso essendon eternity ethernet euphoria evanescence
        evangeli evangelion evergree everlast everques everquest everton1 evgeniya evildead evolutio excalibu excalibur excellen exploite explorer express1
        f00tball f15eagle fabienne failsafe fairlane fairview fakepass falstaff fandango fantasia fantasti fantasy1 fantomas farscape fastball fastcars
        fatluvr69 favorite2 favorite6 favorite7 favorite8 fearless feathers federica feelgood fellatio fellowes ferrari1 fgtkmcby fhvfutljy fidelity
        fightclub finalfantasy fireball firebird fireblad fireblade firefigh firehawk fireman1 firestar firestor firestorm firewall firework fishbone
        fishcake fisherma fisherman fishface fishhead fishing1 fishtank fivestar fkbyjxrf fkmnthyfnbdf fktrcfylh fktrcfylhf fktyeirf flamengo flamingo
        flapjack flashman flathead flexible flhtyfkby flintsto flipflop flipmode flipper1 florida1 flounder flowers1 flvbybcnhfnjh flyers88 fnkfynblf
        footbal1 football football1 footlove fordf150 fordf250 fordf350 fordtruc foreplay foreskin forever1 forgetit forklift formula1 forsaken foxhound
        foxylady francesc francis1 francisc frank123 frankie1 freckles fred1234 frederik freebird freedom1 freedom2 freefall freepass freetime freeuser
        freewill freiheit frenchie friday13 friends1 friendster front242 frontera frontier fruitbat fujifilm fullback fullmoon funhouse funnyman funstuff
        funtimes fussball futurama futyn007 fuzzball fyfcnfcbz fyfnjkbq fynjybyf fyutkbyf fyutkjxtr gabriel1 gabriell galactic galadriel galatasaray
        galeries gallaries gamecube gameover gandalf1 gangster ganjaman ganjubas gannibal garfield gargoyle gateway1 gateway2 gatorade gbgbcmrf gbhfvblf
        geibcnbr gemstone general1 genesis1 george12 georgia1 geraldin germany1 geronimo gesperrt getmoney getsdown gfgfvfvf gfhfljrc gfhjkm12 gfhjkm123
        gfhjkmgfhjkm gfhjkzytn ghbdtn12 ghbdtn123 ghbdtnbr ghbdtndctv ghbdtnrfrltkf ghblehjr ghbrjkbcn ghbywtccf ghhh47hj7649 ghjcnbnenrf ghjcnjgfhjkm
        ghjcnjghjcnj ghjcnjnfr ghjdthrf ghjnjnbg ghjnjrjk ghjuhfvvf ghjvtntq ghostman ghostrider ghtktcnm gianluca gigabyte ginger12 ginscoot girfriend
        giveitup gizmodo1 gladiato gladiator glendale glennwei glenwood gn56gn56 gobigred godbless godfathe godfather godofwar godsmack godspeed godzilla
        gogators goldeney goldeneye goldfing goldfinger goldfish goldmine goldrush goldstar goldwing golfball golfclub golfing1 good123654 goodfell goodgirl
        goodison goodlife goodluck goodstuf goodtime goodtimes goodyear goofball gooseman gordon24 gorillaz gotigers gotohell gotyoass grandpri graywolf
        greatone greedisgood green123 greenbay greenday greenman greentea gregory1 gremlins greyhoun greywolf groupd2013 gsxr1000 gtkmvtym gtnhjdbx guardian
        guesswho guiguan1 guillaum guillerm guinness gulliver gunsling gunsmoke gy3yt2rgls gymnastic hairball halflife halfmoon hallo123 hallowee hammerhe
        handball handcuff handyman hannibal hannover happines happy123 happyday happydog happyman hardball hardcore hardrock hardwood hardwork harrypotter
        hatteras hattrick hawaii50 hawaiian hawkeye1 hawkeyes hawkwind hawthorn hayabusa hd764nw5d7e1vb1 headless headshot heather1 heather2 hedgehog
        heineken heinlein hellfire hello123 hellohel hellokit hellokitty hellsing hellyeah henderso hendrix1 hercules herewego hermione hernande hershey1
        hetfield hibernia highbury highheel highland highlander highlife hilfiger hillbill hillside hitman47 hogwarts holeinon holiday1 hollywoo homebase
        homebrew homemade homepage homer123 hondacbr hondacivic honeybee honeybun honeydew hongkong honolulu hooligan hoosiers horseman horsemen hotchick
        hotsauce hotstuff hounddog housewife housewifes houston1 hrvatska htubcnhfwbz hugoboss hulkster hunter12 hurrican huskers1 hyperion ibilljpf
        ibilltes icecream icehouse idontkno idontknow ignatius ihateyou ijrjkflrf ilikepie illmatic illumina illusion ilovegod iloveher ilovemyself iloveyou
        iloveyou1 iloveyou2 ilya1234 ilya1992 immortal impalass imperium implants imtheman indahous india123 indiana1 indians1 infiniti infinity inflames
        insertion insertions insomnia inspiron integra1 interacial intercourse internat internet internet1 intrepid intruder inuyasha invictus ireland1
        irishman ironhors ironmaid ironmaiden ironman1 isacs155 islander istanbul istheman italiano iverson3 iwantyou j3qq4h7h2v jackass1 jackson1 jackson5
        jakester jamaica1 james007 james123 jamesbon jamesbond january1 japanees jasmine1 jason123 jayhawks jbond007 jediknig jediknight jedimast jeepster
        jefferso jeffrey1 jellybea jellybean jennifer1 jeronimo jessica1 jessica2 jesus123 jesus777 jesuschrist jiggaman jimmy123 johannes johncena johndeer
        johndeere johngalt johnson1 jordan23 joseluis josephin joshua12 joystick juancarlo junkmail junkyard jupiter1 jupiter2 jurassic just4fun justdoit
        justice1 justin12 justinbieber juventus kakashka kamasutra kamikadze kamikaze kangaroo karamelka karolina katarina katerina katharin katrina1
        kawasaki kazanova kazantip kcchiefs kcj9wx5n kenneth1 kennwort kenworth kevin123 keyboard keystone kfcnjxrf kickflip kicksass kikimora kingfish
        kingkong kingrich kingsize kingston kissmyas kissmyass kitty123 kittycat kittykat kjrjvjnbd kleopatra klondike knickerless knickers knockers
        knuckles kochamcie kochanie komputer konstantin kordell1 koroleva kovalenko krasnodar krasotka kristen1 kristin1 krokodil l58jkdjp! labrador
        lacrimosa lacrosse ladybird ladygaga laetitia lagwagon lakers24 lakeside lakewood lalakers lalaland lambchop lamborghini lancaste lancelot landrove
        landscap lapdance lapochka laracrof laracroft laserjet lasttime lasvegas laurel123 lavalamp leavemealone lebowski lebron23 leedsutd left4dead
        legoland leiceste lemmings lemonade lenochka leonidas letmein1 letmein2 letmein22 letmeinn letmesee letsdoit letsplay lexingky lfitymrf libertad
        liberty1 licorice lifehack lifeisgood lighthou lightnin lightning lilwayne limewire limpbizkit lincoln1 lindsay1 lindsey1 lineage2 lionhear
        lionheart lionking littlebi littlema livelife liverpoo liverpool liverpool1 livewire lizaveta ljxtymrf lockdown lockerroom logitech loglatin
        lokomotiv lol12345 lollipop lollypop lonesome lonestar lonewolf longdong longhair longhorn longhorns longjohn longlegs longshot loredana losangel
        losangeles lostsoul lotus123 love1234 lovefeet lovehate lovelife loveme89 loverboy loverman loveyou1 loveyou2 lowrider lucas123 lucky123 lucky777
        luckydog luckyman luckyone ludacris lunchbox luscious luv2epus macaroni macdaddy macgyver machoman macintos macintosh mackenzi madagaskar madala11
        maddison madison1 madonna1 magellan magic123 magician magicman magnavox mahalkita mailcreated5240 majestic makaveli makeitso makemoney maksimka
        malcolm1 mallorca mallrats mamacita mamapapa mammamia mamochka manager1 manchest manchester mandarin mandingo mandolin mandrake manhatta mannheim
        manunited mapet123456 maradona marajade marathon marauder marcello marcius2 margarit margosha marigold marijuan marijuana mariners marines1 marino13
        mariposa marishka marketin marlboro marseill marseille maryjane masamune maserati mash4077 master01 master11 master12 master123 masterbaiting
        masterbate masterbating masterkey mastermi mastermind matchbox matthew1 matthew2 matthias mattingl maurizio maurolarastefy maverick maverick1
        mavericks maximilian maximus1 maxpayne maxpower maxwell1 mazafaka mazda323 mazda626 mazdarx7 mazinger meandyou meatball meathead meatloaf mechanic
        medicina megadeth megapass megatron melanie1 melissa1 meowmeow mephisto mercedes mercury1 meridian mersedes metal666 metalgear metalica metallic
        metallica metallica1 metropol michael1 michael2 michael3 michael7 michael8 michael9 michele1 michelle1 michigan microlab microphone microsof
        microsoft midnight mike1234 milamber milashka milenium milhouse milkyway millenium million1 millwall minecraft minimoni minnesot minotaur miranda1
        mischief misfit99 misiaczek mississi mistress mnbvcxz1 mobbdeep modelsne mojojojo molly123 mollydog monalisa money123 moneybag moneyman mongoose
        monique1 monkey11 monkey12 monkey123 monkey69 monkeybo monkeyboy monkeyma monkeyman monolith monopoly monster1 montana1 montecar montecarlo monterey
        montgom240 montreal montrose moonbeam moonligh moonlight moonshin moonshine moonstar morozova morpheus morrowind mortgage morticia mortimer
        mostwanted motdepasse motherfu motherlode motocros motocross motorcyc motorola mounta1n mountain mousepad mudvayne muenchen muffdive multiplelo
        multisyn munchkin mushroom music123 musicman mustang0 mustang1 mustang2 mustang3 mustang5 mustang6 mustang8 mustang9 mustangg mustangs myfriend
        mymother mynameis mypasswo mypassword mysecret myspace1 mysterio myxworld nadezhda nancy123 nascar24 nastenka natalie1 natascha natasha1 natedogg
        nathanie naughty1 nautilus navigato navigator navyseal nbuhtyjr ncc1701a ncc1701d ncc1701e ncc74656 nebraska needforspeed nemesis1 nemrac58 netscape
        network1 nevermin nevermind nevermor nevermore newcastl neworder newpass1 newpass6 newport1 newproject2004 newstart newstyle newworld newyork1
        nicholas1 nighthaw nightmar nightowl nightwin nightwish nikita123 nineball nineinch nintendo nirvana1 njdevils nocturne nokia123 nokia3250 nokia5130
        nokia5230 nokia5300 nokia5530 nokia5800 nokia6233 nokia6300 nokian70 nokian73 nolimits noname123 nonmembe nonrev67 nopassword normandy nosferat
        nosferatu nostromo notebook nothing1 notredam notredame nounours novifarm novikova nthvbyfnjh ntktdbpjh nuttertools nwo4life nygiants nyyankee
        oblivion obsidian oc247ngucz oceans11 october1 october2 odysseus oldschool omegared omsairam onepiece open1234 opendoor opensesame operator optimist
        optiplex orange12 oriflame orlando1 oscar123 outsider overlord p0015123 p0o9i8u7 p455w0rd p4ssw0rd p@ssw0rd pa55w0rd pa55word packard1 packers1
        paintbal paintball pakistan paladin1 pallmall palmetto palmtree panasoni panasonic panchito pandora1 panorama pantera1 panther1 panthers pantyhos
        pantyhose papabear papamama paperino papichul papillon paradigm paradise paramedi paramore parlament parsifal partizan pasadena pass1234 passcode
        passfind passion1 passions passmast passport passthie passw0rd passwerd passwor1 password password01 password1 password11 password12 password123
        password2 password3 password9 password99 passwords passwort patches1 pathfind pathfinder patrick1 patrick2 patriots patrizia patterso pavement
        pavilion payton34 peaceout peaches1 peaches2 pearljam peekaboo pegasus1 pendrago penetrating penetration penguin1 penguins pennstat pennstate
        pennywis pentium4 pepsi123 peregrin perfect1 pertinant peter123 peterbil peternorth peterose peterpan petrovich phaedrus phantom1 pharmacy pheasant
        phialpha philippe phillies phillip1 phoenix1 phoenix2 pi314159 pianoman pictuers piercing pineappl pineapple pinetree pinewood pingpong pinkfloy
        pinkfloyd pinnacle pioneer1 pipeline pippen33 piramida piramide pitchers pizzahut pizzaman pizzapie plastics platinum platypus playball player69
        playmate playstat playstation playtime pleaseme plymouth poiuytrewq pokemon1 pokemon123 polarbea polaroid polniypizdec0211 pontiac1 poohbear
        pool6123 poontang popcorn1 porkchop porsche1 porsche9 porsche911 portland portugal poseidon postov1000 power123 powerade powerman prashant preacher
        precious predator prelude1 presario presiden prettygirl primetim princesa princess princess1 princessa princeto pringles priscill private1 priyanka
        prospero psychnau pufunga7782 pumpkin1 pumpkins punisher punkrock puppydog pyramid1 pyramids q1234567 q123456789 q1234567890 q1q2q3q4 q1q2q3q4q5
        q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 q2w3e4r5 qawsedrf qawsedrftg qaz12345 qaz123wsx qazwsx12 qazwsx123 qazwsxed qazwsxedc qazwsxedc1 qazwsxedc123
        qazwsxedcrfv qazwsxedcrfvtgb qazxsw12 qazxsw123 qazxswedc qazxswedcvfr qq123456 quant4307s qw123456 qwaszx12 qwe123qwe qweasd123 qweasdzx qweasdzxc
        qweasdzxc123 qwedsazxc qweqwe123 qwer1234 qwerasdf qwerasdfzxcv qwerfdsa qwert123 qwert12345 qwertasdfg qwerty11 qwerty12 qwerty123 qwerty1234
        qwerty12345 qwerty123456 qwerty13 qwerty22 qwerty77 qwerty777 qwerty78 qwerty99 qwertyasdfgh qwertyui qwertyuio qwertyuiop qwertzui r2d2c3p0
        r2d2c3po r4e3w2q1 radiance radiohea radiohead ragnarok raiders1 rainbow1 rainbow6 rainbows raindrop rainyday raistlin rammstei rammstein ramstein
        ranchero rangers1 rapunzel rasputin rastaman raymond1 rb26dett rdfhnbhf realmadrid rebbyt34 rebecca1 reckless red12345 redalert redbaron redbeard
        reddevil reddwarf redhead1 redheads redlight redneck1 redshift redskins redstorm redwing1 redwings reloaded remingto renegade repytwjd repytwjdf
        rerehepf rerfhfxf rerfhtre revival47 revoluti revolver rfgbnjirf rfhfvtkmrf rfhfylfi rfhlbyfk rfhnjirf rfnthbyf rfntymrf rfvfcenhf rhapsody rhbcnbyf
        rhfcfdbwf rhfcfdxbr rhfcjnrf rhjrjlbk rhtdtlrj riccardo richard1 richard2 rickster ricochet riffraff rightnow riverrat riversid rjhjktdf rjirfrgbde
        rjyatnrf rjycnfynby rktjgfnhf roadking roadrunn roadrunner roadster roberto1 robinhoo robinhood robotech robotics rocketma rocketman rockford
        rockhard rocknrol rocknroll rockroll rockstar rocky123 rockydog rolltide romanova romashka ronaldinho ronaldo7 ronaldo9 rooster1 roosters rootbeer
        rootedit rosebud1 rosewood rsalinas rt6ytere runescape rush2112 rushmore russell1 russian7 rustydog saab9000 sabrina1 sailboat sailfish sailormoon
        salamander salamandra salasana saltydog salvator samadams samantha samantha1 sammy123 sammydog sampson1 samsung1 sandiego sandman1 sandrine sandydog
        sanity72 santacru saopaulo sapphire sarah123 sarajevo saratoga sasha123 sasha_007 satan666 satellit satriani sausages saxophon scarface schastie
        scheisse schnuffi scirocco scoobydo scoobydoo scooter1 scooters scorpio1 scorpion scorpions scotland scrabble scrapper screamer screwyou scruffy1
        seahawks seahorse sealteam searcher seattle1 sebastia sebastie security seductive segblue2 seinfeld seminole semperfi senators sensatio sentinel
        sephirot sephiroth septembe seraphim serenity sergbest sersolution service1 sevenof9 sfgiants shadow01 shadow11 shadow12 shadow13 shamrock shaney14
        shannon1 sheepdog sherlock shevchenko shinigami shooter1 shotokan showboat showtime shredder sidekick sidewind sigmachi silver12 silverad silverado
        simpson1 simpsons singapor sinister sithlord sixtynin sixtynine sk8ordie skateboa skateboard skeeter1 skinhead skipper1 skittles skorpion skydiver
        skyline1 skypilot skywalke skywalker slamdunk slapnuts slapshot slayer66 slayer666 slimshad slimshady slipknot slipknot1 slippery slowhand smackdow
        smackdown smallville smartass smashing smeghead smirnoff smirnova smoke420 smokedog smoothie smuggles snakeman snapshot sneakers snickers snoogans
        snoopdog snoopdogg snowball snowbird snowboar snowboard snowflak snowflake snowman1 snuggles sobriety soccer10 soccer11 soccer12 soccer13 socrates
        softball softtail software sojdlg123aljg sokolova solidsnake solitude solnishko songbird sonyericsson sonyvaio sooners1 sopranos soso123aljg
        soulmate southpar southpark southpaw southsid southside spaceman sparhawk sparkles spartacu spartan1 spartan117 spartans special1 specialk spectrum
        spencer1 spiderma spiderman spiderman1 spitfire splatter splinter spongebo spongebob sportste sprinter sprocket squerting squirrel srinivas stallion
        stamford stampede stanislav stanley1 starbuck starbucks starcraf starcraft stardust starfire starfish stargate starligh starlight starlite starship
        start123 startrek starwars starwars1 steelers steelhea stephani stephen1 steve123 stewart1 stickman stigmata stiletto stinger1 stingray stocking
        stonecol stonecold stonewal stoppedby strange1 stranger strannik stratfor strawber strawberry streaming stroller sublime1 submarin success1 suikoden
        summer01 summer12 summer69 summer99 summerti summertime sundance sunderla sundevil sunflowe sunflower sunlight sunnyday sunrise1 sunshine sunshine1
        super123 superbow superfly superman superman1 supernov supernova supersonic supersta superstar superuser surveyor survivor svetlana swallows
        sweetass sweethea sweetnes sweetness sweetpea swimming swinging swordfis swordfish sylvania sylveste syncmaster syracuse system32 tacobell taekwondo
        tagheuer tailgate takamine talisman tamerlan tampabay tanechka tangerin taobao123 tarantul tarheels tashkent taylor12 tazdevil tazmania teacher1
        teamwork technics teddybea teddybear telecast telephon televizor temp1234 temppass temptress tenerife tennesse tequiero terminat terminator terrapin
        terriers test1234 testibil testing1 testpass thailand thanatos thankyou thebeast theclash thedoors theflash theforce thegreat thejoker thelast1
        thematri thematrix therock1 thesaint thetachi thething thetruth theworld thinkpad thirdeye thirteen thisisit thomas12 thorsten threesom thuglife
        thumbnils thumper1 thunder1 thunderb thunderbird thunders tiberian tiberius tickling ticklish ticktock tiffany1 tiger123 tigercat tigger01 tigger12
        timelord timothy1 timoxa94 tinkerbe tinkerbell titanic1 titanium titleist titlover tkbpfdtnf tokiohotel tomahawk tommyboy tomservo tonyhawk tooltime
        toonarmy tooshort topolino topsecre topsecret toriamos tortoise toshiba1 tottenha tottenham touchdow toulouse trader12 trailers transfor translator
        trashman traveler treasure treefrog trfnthbyf triangle trinitro trinitron trinity1 triplets tristan1 trojans1 trombone trooper1 trouble1 trousers
        trucker1 trucking trueblue truelove truffles trumpet1 trustn01 trustno1 tryagain tunafish turkey50 twilight ufhvjybz uhbujhbq ultimate ultraman
        umbrella uncencored underdog undertak undertaker undertow unicorn1 universa universi ursitesux username usmarine usmc0311 utahjazz vacation vagabond
        valdemar valdepen valentin valentina valeriya valhalla valkyrie valleywa vampire1 vancouve vanessa1 vanguard vanhalen vaseline vasilisa vatoloco
        vauxhall vegas123 vendetta venezuel verbatim vergeten veronika verygood vfhbyjxrf vfhnsirf vfhufhbnf vfitymrf vflfufcrfh vfnbkmlf vfntvfnbrf
        vfpfafrf vfrcbvrf vfvfgfgf vfvfvskfhfve vfylfhby vicecity victory1 viewsoni viewsonic vikings1 viktoria viktoriya vincent1 violator violetta
        viper123 vipergts vittorio vivitron vjqgfhjkm vkontakte vlad1996 vladimir vladislav vladvlad vodafone volkodav volkswag volkswagen volleyba voltaire
        voyager1 vqsablpzla vsjasnel12 vthctltc w1w2w3w4 wachtwoord waffenss wallace1 wanderer wang1234 wapapapa warcraft warcraft1 warcraft3 wareagle
        warehous wargames warhamme warhammer warrior1 warriors wasdwasd washingt water123 waterboy waterfal waterloo watermelon waterpolo waterski wdtnjxtr
        weare138 webhompas webmaste webmaster websol76 websolutions wednesda welcome1 welcome123 welcome2 wellhung wellingt werewolf westcoast westham1
        westlife westside westwood wg8e3wjf whatever whatever1 whiplash whiskers whistler whiteboy whiteout whitesox whocares whoknows whoopass wildbill
        wildcard wildcat1 wildcats wildfire wildwood william1 william2 winchest windmill windows1 windstar windsurf wingchun wingzero winston1 winter12
        winter99 wisconsi wishbone woaini123 woaini1314 woaini520 woaiwojia wolfgang wolfpack wolverin wolverine wonderboy wonderfu woodland woodstoc
        woodstock woodwork woofwoof wordpass worldcup wp2003wp wrangler wrestlin wrinkle1 wrinkles x72jhhu3z xboxlive xsw21qaz xthtgfirf yamahar1 yamahar6
        yankees1 yankees2 yaroslav yeahbaby year2005 yesterda yfcntymrf yfnfitymrf yjdsqgfhjkm yogibear yorktown yosemite youandme yourmama ytngfhjkz
        ytrhjvfyn ytyfdbcnm z1x2c3v4 z1x2c3v4b5 zachary1 zanzibar zaq12345 zaq12wsx zaq1xsw2 zaq1xsw2cde3 zaqwsxcde zaqxswcde zcxfcnkbdf zeppelin zerocool
        zhang123 zildjian zolushka zxasqw12 zxcasdqwe zxcasdqwe123 zxcv1234 zxcvasdf zxcvb123 zxcvb12345 zxcvbnm1 zxcvbnm123 zxcvvcxz zz8807zpl
        """
}
