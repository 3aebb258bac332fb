using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Trucewatch.Formats.Boundaries;

/// <summary>A first-level unit of Ukraine.</summary>
/// <param name="Id">Its code in ISO 3166-2.</param>
/// <param name="Name">Its name in five languages.</param>
/// <param name="Aliases">Other names by which sources call it.</param>
internal sealed record Oblast(
    string Id,
    ImmutableSortedDictionary<string, string> Name,
    ImmutableArray<string> Aliases
);

/// <summary>The 27 first-level units of Ukraine with their ISO 3166-2 codes and names.</summary>
internal static class Oblasts
{
    private static readonly ImmutableArray<Oblast> All =
    [
        Make(
            "UA-05",
            "Vinnytsia oblast",
            "Oblast de Vinnytsia",
            "Вінницька область",
            "Oblast Winnyzja",
            "Винницкая область"
        ),
        Make(
            "UA-07",
            "Volyn oblast",
            "Oblast de Volhynie",
            "Волинська область",
            "Oblast Wolhynien",
            "Волынская область",
            "Lutsk oblast"
        ),
        Make(
            "UA-09",
            "Luhansk oblast",
            "Oblast de Louhansk",
            "Луганська область",
            "Oblast Luhansk",
            "Луганская область",
            "Lugansk oblast"
        ),
        Make(
            "UA-12",
            "Dnipropetrovsk oblast",
            "Oblast de Dnipropetrovsk",
            "Дніпропетровська область",
            "Oblast Dnipropetrowsk",
            "Днепропетровская область",
            "Dnepropetrovsk oblast"
        ),
        Make("UA-14", "Donetsk oblast", "Oblast de Donetsk", "Донецька область", "Oblast Donezk", "Донецкая область"),
        Make(
            "UA-18",
            "Zhytomyr oblast",
            "Oblast de Jytomyr",
            "Житомирська область",
            "Oblast Schytomyr",
            "Житомирская область",
            "Zhitomir oblast"
        ),
        Make(
            "UA-21",
            "Zakarpattia oblast",
            "Oblast de Transcarpatie",
            "Закарпатська область",
            "Oblast Transkarpatien",
            "Закарпатская область",
            "Transcarpathia",
            "Uzhhorod oblast"
        ),
        Make(
            "UA-23",
            "Zaporizhzhia oblast",
            "Oblast de Zaporijjia",
            "Запорізька область",
            "Oblast Saporischschja",
            "Запорожская область",
            "Zaporizhzhya oblast",
            "Zaporozhye oblast"
        ),
        Make(
            "UA-26",
            "Ivano-Frankivsk oblast",
            "Oblast d’Ivano-Frankivsk",
            "Івано-Франківська область",
            "Oblast Iwano-Frankiwsk",
            "Ивано-Франковская область"
        ),
        Make(
            "UA-30",
            "Kyiv",
            "Kyiv",
            "Місто Київ",
            "Kyjiw",
            "Город Киев",
            "Kiev",
            "Kyiv city",
            "Київ",
            "Киев",
            "м. Київ"
        ),
        Make(
            "UA-32",
            "Kyiv oblast",
            "Oblast de Kyiv",
            "Київська область",
            "Oblast Kyjiw",
            "Киевская область",
            "Kiev oblast"
        ),
        Make(
            "UA-35",
            "Kirovohrad oblast",
            "Oblast de Kirovohrad",
            "Кіровоградська область",
            "Oblast Kirowohrad",
            "Кировоградская область",
            "Kropyvnytskyi oblast"
        ),
        Make(
            "UA-40",
            "Sevastopol",
            "Sébastopol",
            "Місто Севастополь",
            "Sewastopol",
            "Город Севастополь",
            "Sevastopol city",
            "Севастополь",
            "м. Севастополь"
        ),
        Make(
            "UA-43",
            "Crimea",
            "Crimée",
            "Автономна Республіка Крим",
            "Krim",
            "Автономная Республика Крым",
            "Autonomous Republic of Crimea",
            "АР Крим",
            "Крим",
            "Крым"
        ),
        Make(
            "UA-46",
            "Lviv oblast",
            "Oblast de Lviv",
            "Львівська область",
            "Oblast Lwiw",
            "Львовская область",
            "Lvov oblast"
        ),
        Make(
            "UA-48",
            "Mykolaiv oblast",
            "Oblast de Mykolaïv",
            "Миколаївська область",
            "Oblast Mykolajiw",
            "Николаевская область",
            "Nikolaev oblast"
        ),
        Make(
            "UA-51",
            "Odesa oblast",
            "Oblast d’Odessa",
            "Одеська область",
            "Oblast Odessa",
            "Одесская область",
            "Odessa oblast"
        ),
        Make(
            "UA-53",
            "Poltava oblast",
            "Oblast de Poltava",
            "Полтавська область",
            "Oblast Poltawa",
            "Полтавская область"
        ),
        Make(
            "UA-56",
            "Rivne oblast",
            "Oblast de Rivne",
            "Рівненська область",
            "Oblast Riwne",
            "Ровенская область",
            "Rovno oblast"
        ),
        Make("UA-59", "Sumy oblast", "Oblast de Soumy", "Сумська область", "Oblast Sumy", "Сумская область"),
        Make(
            "UA-61",
            "Ternopil oblast",
            "Oblast de Ternopil",
            "Тернопільська область",
            "Oblast Ternopil",
            "Тернопольская область",
            "Ternopol oblast"
        ),
        Make(
            "UA-63",
            "Kharkiv oblast",
            "Oblast de Kharkiv",
            "Харківська область",
            "Oblast Charkiw",
            "Харьковская область",
            "Kharkov oblast"
        ),
        Make(
            "UA-65",
            "Kherson oblast",
            "Oblast de Kherson",
            "Херсонська область",
            "Oblast Cherson",
            "Херсонская область"
        ),
        Make(
            "UA-68",
            "Khmelnytskyi oblast",
            "Oblast de Khmelnytskyï",
            "Хмельницька область",
            "Oblast Chmelnyzkyj",
            "Хмельницкая область",
            "Khmelnytskyy oblast",
            "Khmelnitsky oblast"
        ),
        Make(
            "UA-71",
            "Cherkasy oblast",
            "Oblast de Tcherkassy",
            "Черкаська область",
            "Oblast Tscherkassy",
            "Черкасская область",
            "Cherkassy oblast"
        ),
        Make(
            "UA-74",
            "Chernihiv oblast",
            "Oblast de Tchernihiv",
            "Чернігівська область",
            "Oblast Tschernihiw",
            "Черниговская область",
            "Chernigov oblast"
        ),
        Make(
            "UA-77",
            "Chernivtsi oblast",
            "Oblast de Tchernivtsi",
            "Чернівецька область",
            "Oblast Tscherniwzi",
            "Черновицкая область",
            "Chernovtsy oblast"
        ),
    ];

    private static readonly FrozenDictionary<string, Oblast> ByName = All.SelectMany(o =>
            o.Name.Values.Concat(o.Aliases).Append(o.Id).Select(n => (Name: n, Oblast: o))
        )
        .DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(p => p.Name, p => p.Oblast, StringComparer.OrdinalIgnoreCase);

    /// <summary>All codes.</summary>
    public static IEnumerable<string> Ids => All.Select(o => o.Id);

    /// <summary>The unit of that name, in any of the languages; null: there is none.</summary>
    public static Oblast? Called(string name) => ByName.GetValueOrDefault(name.Trim());

    private static Oblast Make(
        string id,
        string en,
        string fr,
        string uk,
        string de,
        string ru,
        params string[] aliases
    ) => new(id, Languages.Each(en, fr, uk, de, ru), [.. aliases]);
}
