const list = (text: string): readonly string[] => text.split("/").map((word) => word.trim());

/** Words that any template may ask for by the name of their list. */
export const words: Readonly<Record<string, readonly string[]>> = {
  weekday: list("monday / tuesday / wednesday / thursday / friday / saturday / sunday"),
  dish: list(
    "noodles / soup / risotto / pancakes / fried rice / lentils / toast / curry / dumplings / sandwiches / potato salad / lasagna / tacos / porridge / omelette / goulash / ramen / couscous",
  ),
  groceries: list(
    "eggs / leeks / lemons / tofu / butter / pears / a cabbage / tinned tomatoes / cheese / chickpeas / carrots / oranges / bread / spinach / rice / yoghurt",
  ),
  drinks: list(
    "coffee / red wine / tea / juice / cocoa / beer / lemonade / soup / sparkling water",
  ),
  surface: list("the carpet / a white shirt / the keyboard / my notes / the sofa / a tablecloth"),
  task: list(
    "the paperwork / the spreadsheet / the dishes / the laundry / cleaning the oven / the report / calling the landlord / sorting my desk / the slides / the shelf / the invoices / answering emails / tidying the hall / the presentation / packing / the taxes",
  ),
  machine: list("heating / printer / dishwasher / router / kettle / doorbell / radio / toaster"),
  weather: list("grey / windy / boiling / drizzly / frosty / muggy / foggy / mild / stormy"),
  bodypart: list("neck / back / knee / shoulder / jaw / left foot / wrist / throat"),
  office: list(
    "the post office / the market / the town hall / the pharmacy / the station / the bakery / the car park / the laundrette / the park / the swimming pool / the copy shop / the bus stop",
  ),
  show: list(
    "that baking show / a quiz / the news / a nature film / a series about vets / a cooking video / the football / an old sitcom / a documentary / a detective series",
  ),
  season2: list("spring / summer / autumn / winter / january / april / october / december"),
  clothing: list("jacket / coat / hat / scarf / shirt / jumper / boots / socks"),
  chorething: list(
    "sorting receipts / sweeping / peeling potatoes / mending socks / watering things",
  ),
  place: list(
    "Patagonia / Greenland / the Azores / Mongolia / Bergen / Naples / Lisbon / Okinawa / Sardinia / the Hebrides / Georgia / Malmö / Peru / Tartu",
  ),
  city: list(
    "Rome / Vienna / Sydney / Helsinki / Toronto / Athens / Seoul / Porto / Lima / Dublin",
  ),
};
