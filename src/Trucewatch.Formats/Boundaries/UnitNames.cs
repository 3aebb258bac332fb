using System.Collections.Immutable;

namespace Trucewatch.Formats.Boundaries;

/// <summary>A first-level unit by its ISO 3166-2 id, with its name in five languages and what sources call it.</summary>
internal sealed record UnitName(
    string Id,
    ImmutableSortedDictionary<string, string> Name,
    ImmutableArray<string> Aliases
);

/// <summary>The names of first-level units that this release knows: those of Ukraine. Further tables go beside it.</summary>
internal static class UnitNames
{
    private static readonly ImmutableArray<UnitName> All =
    [
        Oblast("UA-05", "Vinnytsia", "Vinnytsia", "Вінницька", "Winnyzja", "Винницкая"),
        Oblast("UA-07", "Volyn", "Volhynie", "Волинська", "Wolyn", "Волынская"),
        Oblast("UA-09", "Luhansk", "Louhansk", "Луганська", "Luhansk", "Луганская"),
        Oblast("UA-12", "Dnipropetrovsk", "Dnipropetrovsk", "Дніпропетровська", "Dnipropetrowsk", "Днепропетровская"),
        Oblast("UA-14", "Donetsk", "Donetsk", "Донецька", "Donezk", "Донецкая"),
        Oblast("UA-18", "Zhytomyr", "Jytomyr", "Житомирська", "Schytomyr", "Житомирская"),
        Oblast("UA-21", "Zakarpattia", "Transcarpatie", "Закарпатська", "Transkarpatien", "Закарпатская"),
        Oblast("UA-23", "Zaporizhzhia", "Zaporijjia", "Запорізька", "Saporischschja", "Запорожская"),
        Oblast(
            "UA-26",
            "Ivano-Frankivsk",
            "Ivano-Frankivsk",
            "Івано-Франківська",
            "Iwano-Frankiwsk",
            "Ивано-Франковская"
        ),
        Oblast("UA-32", "Kyiv", "Kiev", "Київська", "Kyjiw", "Киевская"),
        Oblast("UA-35", "Kirovohrad", "Kirovohrad", "Кіровоградська", "Kirowohrad", "Кировоградская"),
        Oblast("UA-46", "Lviv", "Lviv", "Львівська", "Lwiw", "Львовская"),
        Oblast("UA-48", "Mykolaiv", "Mykolaïv", "Миколаївська", "Mykolajiw", "Николаевская"),
        Oblast("UA-51", "Odesa", "Odessa", "Одеська", "Odessa", "Одесская"),
        Oblast("UA-53", "Poltava", "Poltava", "Полтавська", "Poltawa", "Полтавская"),
        Oblast("UA-56", "Rivne", "Rivne", "Рівненська", "Riwne", "Ровненская"),
        Oblast("UA-59", "Sumy", "Soumy", "Сумська", "Sumy", "Сумская"),
        Oblast("UA-61", "Ternopil", "Ternopil", "Тернопільська", "Ternopil", "Тернопольская"),
        Oblast("UA-63", "Kharkiv", "Kharkiv", "Харківська", "Charkiw", "Харьковская"),
        Oblast("UA-65", "Kherson", "Kherson", "Херсонська", "Cherson", "Херсонская"),
        Oblast("UA-68", "Khmelnytskyi", "Khmelnytskyï", "Хмельницька", "Chmelnyzkyj", "Хмельницкая"),
        Oblast("UA-71", "Cherkasy", "Tcherkassy", "Черкаська", "Tscherkassy", "Черкасская"),
        Oblast("UA-74", "Chernihiv", "Tchernihiv", "Чернігівська", "Tschernihiw", "Черниговская"),
        Oblast("UA-77", "Chernivtsi", "Tchernivtsi", "Чернівецька", "Tscherniwzi", "Черновицкая"),
        new(
            "UA-43",
            Languages.Each("Crimea", "Crimée", "Автономна Республіка Крим", "Krim", "Автономная Республика Крым"),
            ["Crimea", "Автономна Республіка Крим", "Autonomous Republic of Crimea"]
        ),
        new(
            "UA-30",
            Languages.Each("Kyiv (city)", "Kiev (ville)", "Місто Київ", "Kyjiw (Stadt)", "Город Киев"),
            ["Місто Київ", "Kyiv", "Kyiv city"]
        ),
        new(
            "UA-40",
            Languages.Each("Sevastopol", "Sébastopol", "Місто Севастополь", "Sewastopol", "Севастополь"),
            ["Місто Севастополь", "Sevastopol"]
        ),
    ];

    /// <summary>The unit that a source means by that name, without regard to case; null: none of them.</summary>
    public static UnitName? Find(string name) =>
        All.FirstOrDefault(u => u.Aliases.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase));

    private static UnitName Oblast(string id, string en, string fr, string uk, string de, string ru) =>
        new(
            id,
            Languages.Each($"{en} oblast", $"oblast de {fr}", $"{uk} область", $"Oblast {de}", $"{ru} область"),
            [$"{uk} область", $"{en} oblast", $"{en} region", $"{de} oblast"]
        );
}
