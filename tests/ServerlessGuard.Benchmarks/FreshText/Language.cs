namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>
/// A language's common words, and the syllables from which the generator makes the rest: a text of a few hundred words alone
/// would be far easier to scan than what people write.
/// </summary>
internal sealed record Language(string Code, string[] Common, string[] Syllables, string Space, string Stop, bool CapitalNouns = false)
{
    public static IReadOnlyList<Language> All { get; } =
    [
        Make(
            "en",
            "the of and to a in that is was for it with as his on be at by had not are but from or have an they which one you were her "
            + "all their there been many would if so what about who when will more no out up into do any your them now only some could "
            + "new then first may these than time over such our man me even most made after also did",
                "con tra ment ing ble ter ver sion pre pro com rep est ance ful ness ly ar ti cle ma nu fac tur ob ser va tion su per in "
                + "ter na tio nal un der stand hap pi ran dom lis ten gar den win dow mar ket"),
        Make(
            "de",
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach "
            + "wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei",
                "ver be ge ent zer schaft heit keit ung lich isch bar haus tag zeit werk stoff kraft ord nung stel lung fäl lig über gabe "
                + "schrän ken wohn rech nun gen süd öst lich mög straß", capitalNouns: true),
        Make("fr", "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la mais comme avec tout "
            + "nous sa fait été aussi leur bien peut ces y ont deux même son cette être où si",
            "con tion ment pré ré dé é co ri ble ter res pon sa bi li té vo lon tai re mé de cin pro gram ma gou ver ne fran çai se an "
            + "née lu miè pay sage cou leur mar ché oi seau hô pi tal"),
        Make("es", "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este "
            + "ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está",
            "ción men te con pre ra do mien to ca sa li bro ciu dad tra ba jo es cue la pro ble ma año ni ño se ñor cam bio fa mi lia go "
            + "bier no pue blo na tu ra le za hi sto ria"),
        Make("it", "di che e la il un a per in è non una i le con si da come dei sono nel alla più del anche delle ha ma della al gli lo "
            + "o dal questo se su loro era essere stato ancora dopo molto così perché quando anni",
            "zio ne men to con pre ra ta li tà cit fa mi glia la vo ro scuo la go ver no po po lo sto ria na tu ra pro ble ma gior no not "
            + "te ac qua mon do qua drio per so na lez za chie sa"),
        Make("pt", "de a o que e do da em um para com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser "
            + "quando muito há nos já está eu também só pelo pela até isso ela entre era depois",
            "ção men te con pre ra do ci da de tra ba lho es co la pro ble ma fa mí lia go ver no po vo his tó ria na tu re za nha ões "
            + "ços lin gua gem ca mi nho se nhor"),
        Make("nl", "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar heeft ze hij wel "
            + "door over wordt worden kan haar meer al deze hun tot geen was na zo werd moet jaar veel ons",
            "ver be ge ont heid ing lijk schap huis tijd werk stof kracht or de ning stel ling woon re ke zee brug straat schoon vrij dag "
            + "mo ge lijk heden ijs beer oud nieuw boe ken"),
        Make("pl", "i w na się nie z do to że jest o jak po ale co za tak od przez czy był tym jego są dla ma już tylko ich może być "
            + "który jej przed także jako bardzo kiedy nawet lub był było więc gdy bez pod nad rok",
            "nie prze przy wy roz cze ść nia nie go owy ska dzie ci miej sce pra co wać spo łe czeń stwo źró dło świa tło mia sto ję zyk "
            + "go dzi na książ ka ro dzi na żół ty wła ści wy"),
        Make("ru", "и в не на я что он с как это по но из у за от же к так о для до бы все мы она вы только или ещё его была был может "
            + "при чтобы если их уже когда было даже ни нет есть без год этого того время",
            "при пре раз ска ние ция ность ство ого ный рав ле ние го род вре мя че ло век ра бо та жизнь сло во ми нис тер ство уни вер "
            + "си тет книж ка щер би на зву ча ние объ яв"),
        Make("ar", "في من على أن إلى عن مع هذا هذه كان التي الذي ما لا أو كل قد بعد بين هو هي لم ذلك كما ثم عند غير حتى إذا كانت لكن أي "
            + "منذ قبل عام يوم",
            "ال مع لم كت اب در سة مد ينة ح كو مة ش رك ات ن ظا م ق ول ع مل ص حة تا ريخ ف كر ة ب لد م است خدا إن تاج ر سا لة"),
        Make("zh", "的 了 在 是 我 有 和 就 不 人 都 一 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 那 他 她 我们 他们 因为 所以 但是 如果 可以 时候 现在 已经",
            "经 济 发 展 社 会 问 题 学 校 工 作 时 间 公 司 城 市 国 家 生 活 技 术 研 究 历 史 文 化 教 育 环 境 服 务 管 理 设 计 数 据 网 络 信 息 系 统 安 全 政 府 市 场 产 品 客 户 支 持 报 告 "
            + "计 划 项 目 月 票 旅 游 语 言", space: "", stop: "。"),
        Make("ja", "の に は を た が で て と し れ さ ある いる も する から な こと として い や れる など なっ ない この ため その あっ よう また もの という あり まで られ なる へ か だ これ によって により "
            + "おり より による ず なり",
            "会 社 時 間 学 生 日 本 電 車 問 題 世 界 仕 事 情 報 技 術 開 発 サー ビス デー タ シス テム ユー ザー 確 認 設 定 利 用 方 法 製 品 環 境 料 理 旅 行 音 楽 写 真 ニュ ース プロ グラム ます です",
            space: "", stop: "。"),
    ];

    private static Language Make(
        string code, string common, string syllables, string space = " ", string stop = ". ", bool capitalNouns = false) =>
        new(code, common.Split(' '), syllables.Split(' '), space, stop, capitalNouns);
}
