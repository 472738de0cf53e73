/**
 * Passwords that people are known to choose again and again, by kind, in small letters and without
 * punctuation; `weak-password.ts` reads a password in many ways before it looks here. What follows a
 * rule (runs on a keyboard, repetitions, digits at the end) needs no entry.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passwords passwort passwd motdepasse contrasena contraseña senha parola haslo salasana
  wachtwoord losenord heslo sifre parol пароль mypassword thepassword newpassword oldpassword
  passwordpassword passpass passme password1234 pass1234 passw pass123 mypass mypass123 mysecret
  secret secrets topsecret supersecret verysecret nopassword nopass forgotpassword forgot changeme
  changeit changenow changethis pleasechange default unknown undefined private confidential temp
  temporary temppass temppassword guest guestguest public demo demodemo sample example testtest
  testing tester test1234 testpass testpassword testuser user userpass username useruser login
  loginlogin logon signin access accesscode admin admins adminadmin administrator admin1234
  adminpass adminpassword root rootroot rootpass toor superuser sysadmin system manager master
  masterkey operator support service server database oracle mysql postgres postgresql manage
  webmaster backup office computer internet network windows microsoft apple iphone android google
  facebook youtube twitter instagram whatsapp telegram linkedin amazon netflix spotify samsung
  nokia huawei xiaomi sony playstation xbox nintendo pokemon pikachu minecraft fortnite roblox
  letmein letmeinnow letmein1 openup opensesame opendoor enter entrance welcome welcomehome
  welcome1 welcomeback hello hellohello hello123 hellothere helloworld goodbye goodmorning
  goodnight whatever whatsup nothing something anything everything somebody nobody
  qwerty1 qwerty12 qwerty123 qwertyui qwer1234 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3
  q1w2e3r4 q1w2e3r4t5 1a2b3c 1a2b3c4d a1b2c3 a1b2c3d4 a1s2d3f4 zaq12wsx zaq1zaq1 1qazxsw2 zaq1xsw2
  12345678910 abc123 abcd1234 123abc abc12345 aa123456 a123456 a12345678 123123 123321 321321 112233 11223344
  121212 131313 159753 147258 147258369 159357 258456 789456 789456123 456789123 741852963
  963852741 987456321 102030 10203040 100200300 246810 13579 135792468 24681012 696969 420420
  666666 777777 11111 007007 110110 112112 911911 18273645 31415926 314159265 27182818
  iloveyou iloveu iloveme ilove iloveyou1 iloveyou2 iloveyousomuch iloveyouforever loveyou lovely
  lovelove lovers loveme love1234 truelove mylove mylovely youandme foreverlove forever always
  teamo tequiero tequieromucho jetaime ichliebedich tiamo teamomucho amor amorcito miamor
  amoremio princesa princess prinzessin prince queen king kingking angel angels babygirl babyboy
  baby babybaby sweetie sweetheart sweety honey honeybee honeybunny darling cutie cutiepie beautiful
  beauty gorgeous handsome sexy sexysexy hotstuff pretty prettygirl lovebug kisses kissme kiss
  hugs heart hearts smile smiles smiley happy happyday happiness lucky lucky13 lucky777 freedom
  liberty peace love hope faith trust believe trustno1 trustme trustnoone blessed blessing jesus
  jesuschrist christ god godisgood godislove thankgod allah mohammed muhammad bismillah buddha
  heaven angelangel church bible amen
  monkey monkeys monkey123 dragon dragons dragon123 tiger tigers lion lions eagle eagles bear
  bears teddybear panther wolf wolves wolfpack falcon hawk phoenix unicorn butterfly ladybug
  dolphin dolphins shark turtle rabbit bunny kitty kitten kittykat kittycat hellokitty cat cats
  puppy doggy doggie dog dogs horse horses chicken cow pig piggy elephant giraffe penguin snoopy
  garfield mickey mickeymouse minnie donald tinkerbell cinderella barbie pooh winnie bambi simba
  nemo shrek elsa frozen spongebob scooby scoobydoo bugsbunny tweety superman batman spiderman
  ironman wolverine superhero captain avengers joker starwars startrek skywalker darthvader yoda
  matrix gandalf hobbit frodo harrypotter hogwarts pirate ninja samurai warrior warriors knight
  wizard magic merlin shadow ghost vampire zombie monster killer killer123 hunter hunter2 ranger
  soldier sniper assassin destroyer terminator rambo rocky maverick iceman thunder lightning storm
  football football1 futbol fussball soccer baseball basketball hockey tennis golfing cricket
  rugby volleyball swimming skateboard snowboard boxing arsenal chelsea liverpool liverpoolfc
  manchester manutd mancity barcelona barca realmadrid juventus bayern bayernmunich dortmund
  schalke galatasaray fenerbahce besiktas celtic rangers lakers yankees steelers cowboys
  packers raiders patriots redsox ronaldo cristiano messi neymar beckham zidane jordan jordan23
  michael michelle jennifer jessica ashley amanda nicole daniel danielle matthew joshua andrew
  anthony robert william thomas charlie charles george jasmine hannah sophie samantha stephanie
  alexander alexandra christopher christian jonathan benjamin patrick victoria elizabeth natalie
  vanessa melissa rebecca heather kimberly maggie bailey buster tigger ginger pepper peaches
  cookie cookies chocolate chocolat candy sugar cupcake brownie banana bananas orange apples
  cherry strawberry blueberry pumpkin coffee cheese pizza burger butter vanilla cocacola pepsi
  sunshine sunshine1 sunflower sunny moonlight moonshine starlight stars stardust rainbow summer
  summertime winter autumn spring january february march april june july august september october
  november december monday tuesday wednesday thursday friday saturday sunday christmas halloween
  birthday holiday vacation purple yellow green blue black white silver golden diamond crystal
  flower flowers rose roses daisy lily violet garden ocean island beach river mountain forest
  america american england london paris berlin germany deutschland france espana italia india
  pakistan brazil brasil mexico canada australia texas california newyork chicago vegas africa
  mercedes ferrari porsche lamborghini mustang corvette camaro harley harleydavidson yamaha honda
  toyota bmw audi volkswagen chevrolet chevy dodge truck racing ducati kawasaki suzuki
  metallica nirvana slipknot linkinpark eminem blink182 ironmaiden acdc greenday onedirection
  justinbieber rihanna beyonce madonna elvis beatles rocknroll music guitar piano drummer dancer
  asshole bitch bitches bastard fuckyou fuckme fuckoff fuckit fucker motherfucker bullshit shithead
  pussy biteme blowme suckit eatme stupid idiot loser hateyou ihateyou gofish cheater mother
  mommy daddy father mama papa mummy brother sister family friend friends bestfriend grandma
  mexican password2 money moneymoney cashmoney dollars million rich success winner winning champion
  champions number1 numberone thebest bestone perfect awesome amazing cool coolcool supercool
  student teacher school college university homework library company business boss bigboss
  bigdaddy bigdog topgun player gamer gamers gaming hacker hackers matrix123 elite leet legend
  letmeinplease imagine dreamer dreams nightmare midnight sleeping infinity mystery secret123
  asdf1234 asdfasdf qweasd qweasdzxc qweasd123 qwe123 asd123 zxc123 zxcasdqwe 1234qwer qweqwe
  asdasd zxczxc wasd wasdwasd aaaa1111 abababab abcabc xxxxxx yyyyyy zzzzzz azerty123 qwertz123
  marlboro cannabis weed420 420247 whiskey vodka tequila beerbeer budlight jackdaniels corona
  `
    .trim()
    .split(/\s+/),
);
