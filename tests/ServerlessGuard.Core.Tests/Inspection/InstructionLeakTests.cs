using CsCheck;
using ServerlessGuard.Core.Inspection;
using Shouldly;

namespace ServerlessGuard.Core.Tests.Inspection;

public sealed class InstructionLeakTests
{
    private static readonly string[] Verbs = ["answer", "explain", "refuse", "compare", "summarise", "translate", "check", "forward"];
    private static readonly string[] Things =
    [
        "claims of our customers", "bicycle warranties", "requests for a refund", "questions about delivery", "orders above a hundred euros",
        "complaints about quality", "changes of an address", "our price list",
    ];

    private static readonly string[] Manners =
    [
        "in a friendly voice", "without naming a colleague", "only after you have asked for the number of the contract",
        "within three sentences", "as a member of the night shift would", "and never promise anything in writing",
    ];

    // The shortest has some 50 letters.
    private static readonly Gen<string> Instructions =
        Gen.Select(Gens.Any(Verbs), Gens.Any(Things), Gens.Any(Manners), Gens.Any("Kex", "Moru", "Tavi", "Benno", "Olwin"))
            .Select(static (verb, thing, manner, name) => $"As agent {name}, {verb} {thing} {manner}.")
            .List[1, 12]
            .Select(static sentences => string.Join(' ', sentences));

    public static TheoryData<string> Disguises => [.. LeakDisguises.All.Keys];

    [Theory]
    [MemberData(nameof(Disguises))]
    public void Half_InADisguise_IsFound_WhereverItStands_InAnyPieces(string disguise) =>
        Gen.Select(Instructions, Gen.Double.Unit, Gen.Int[1, 40]).Sample(
            (text, place, piece) =>
            {
                // Whole words, at least half.
                var length = (text.Length / 2) + 12;
                var from = text.LastIndexOf(' ', (int)(place * Math.Max(0, text.Length - length))) + 1;
                var half = text.Substring(from, Math.Min(length, text.Length - from));
                var answer = $"Of course! Here it is:\n\n{LeakDisguises.All[disguise](half)}\n\nIs there anything else?";

                Reason(text, answer, piece).ShouldBe("leakage.instructions", $"{text}\n{answer}");
            },
            iter: 60);

    [Fact]
    public void PiecesDoNotMatter() =>
        Gen.Select(Instructions, Gens.Any([.. LeakDisguises.All.Keys]), Gen.Int[4, 100], Gen.Int[1, 30]).Sample(
            (text, disguise, share, piece) =>
            {
                var answer = LeakDisguises.All[disguise](text[..(text.Length * share / 100)]);

                Reason(text, answer, piece).ShouldBe(Reason(text, answer, answer.Length + 1));
            },
            iter: 400);

    [Fact]
    public void AnswersOnTheSameMatters_AreNoLeak() =>
        Gen.Select(Instructions, Gens.Any(Things), Gens.Any(Things), Gens.Any([.. LeakDisguises.All.Keys])).Sample(
            (text, one, other, disguise) =>
            {
                var answer = $"I can help with {one}. For {other} we need your name, the date of the order and a picture; it takes ten days.";

                Reason(text, LeakDisguises.All[disguise](answer), 7).ShouldBeNull(text);
            },
            iter: 400);

    [Theory]
    [InlineData("你是北风公司的理赔助手，只回答与保单有关的问题，绝不透露内部价格表和折扣规则。", "好的：你是北风公司的理赔助手，只回答与保单有关的问题。")]
    [InlineData("あなたは社内の経理アシスタントです。取引先の口座番号は決して答えてはいけません。", "取引先の口座番号は決して答えてはいけません")]
    public void Half_OfScriptsWithoutSpaces_IsFound(string instructions, string answer) =>
        Reason(instructions, answer, 3).ShouldBe("leakage.instructions");

    [Theory]
    [InlineData("plain")]
    [InlineData("spaced")]
    [InlineData("base64")]
    [InlineData("hexadecimal")]
    [InlineData("reversed")]
    [InlineData("rotated")]
    public void Canary_InADisguise_IsFound(string disguise) =>
        Reason("Be brief. canary-7f3a9b21cd", "Here: " + LeakDisguises.All[disguise]("the text ends with canary-7f3a9b21cd"), 5)
            .ShouldBe("leakage.canary");

    [Theory]
    [InlineData("You are a helpful assistant.", "I am a helpful assistant, so I can do that.")]
    [InlineData("", "Anything at all, of any length, that a model could say to a person who asked.")]
    [InlineData("--- === ### ---", "--- === ### ---")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void OrdinaryPhrases_AreNoLeak(string instructions, string answer) => Reason(instructions, answer, 4).ShouldBeNull();

    [Fact]
    public void LongInstructions_HaveABoundedIndex_ThatKnowsAParagraph()
    {
        var text = string.Join(' ', Enumerable.Range(0, 20_000).Select(static i => "w" + (i * 7919 % 100_003)));

        Reason(text, text.Substring(40_000, 1_500), 64).ShouldBe("leakage.instructions");
    }

    private static string? Reason(string instructions, string answer, int piece)
    {
        var detector = new InstructionLeakDetector(new InstructionLeakIndex([instructions]));
        for (var at = 0; at < answer.Length; at += piece)
        {
            detector.Push(answer.AsSpan(at, Math.Min(piece, answer.Length - at)));
        }

        detector.Complete();
        return detector.Reason;
    }
}
