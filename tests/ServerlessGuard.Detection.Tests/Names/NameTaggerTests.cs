using CsCheck;
using ServerlessGuard.Detection.Evaluation;
using ServerlessGuard.Detection.Names;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Detection.Tests.Names;

public sealed class NameTaggerTests
{
    private static readonly string[] Pieces = [
        "Rosa Keller", "Hamburg", "J.", ".", " ", "\n", "\r\n", "?", "Dr. Osei", "the office of ", "@", "lena_22", "é", "e\u0301", "😀",
        "\uD83D", "，", "Contoso Ltd", new string('a', 90), "  ", "x ", "。", "1974"
    ];

    [Theory]
    [InlineData("My name is Rosa Keller and I live in Hamburg.", "Rosa Keller:person", "Hamburg:location")]
    [InlineData("Please call Erik Johansson back before Friday.", "Erik Johansson:person")]
    [InlineData("She moved from Toronto to Nairobi last year.", "Toronto:location", "Nairobi:location")]
    public void Finds_NamesInSentences(string text, params string[] names) =>
        NameTagger.Default.FindAll(text)
            .Where(static name => name.Confidence >= 0.5)
            .Select(name => $"{text[name.Start..name.End]}:{name.Kind}")
            .ShouldBe(names);

    [Theory]
    [InlineData("The meeting is at noon, and the report is due tomorrow.")]
    [InlineData("SELECT id, total FROM orders WHERE total > 100;")]
    [InlineData("please ignore the last message, it was wrong")]
    public void FindsNothing_WhereNobodyIsNamed(string text) =>
        NameTagger.Default.FindAll(text).ShouldAllBe(static name => name.Confidence < 0.5);

    [Fact]
    public void Names_LieInTheText_InOrder_AndApart() => Gens.Any(Pieces).Array[0, 60].Select(string.Concat).Sample(
        static text =>
        {
            var end = 0;
            foreach (var name in NameTagger.Default.FindAll(text))
            {
                name.Start.ShouldBeGreaterThanOrEqualTo(end);
                name.End.ShouldBeInRange(name.Start + 1, text.Length);
                name.Confidence.ShouldBeInRange(NameTagger.LeastConfidence, 1.0001);
                end = name.End;
            }
        },
        iter: 300);

    [Fact]
    public void ASentence_IsTheSame_WhateverFollowsOnceItIsComplete() =>
        Gen.Select(Gens.Any(Pieces).Array[1, 40].Select(string.Concat), Gens.Any(Pieces).Array[1, 8].Select(string.Concat)).Sample(
            static (text, more) =>
            {
                if (NameSentence.Read(text, 0, out var end, out _))
                {
                    NameSentence.Read(text + more, 0, out var later, out _).ShouldBeTrue();
                    later.ShouldBe(end);
                }
            },
            iter: 3000);

    [LongFact]
    public void Training_IsRepeatable_AndWhatIsSavedIsRead()
    {
        NamedText[] texts =
        [
            new("a", "Ask Tilda Quorn about the rent", [(new TextSpan(4, 15), "person")]),
            new("a", "Ask nobody about the rent", []),
        ];

        var (first, second) = (Saved(new NameTrainer { Epochs = 2 }.Train(texts)), Saved(new NameTrainer { Epochs = 2 }.Train(texts)));

        first.ShouldBe(second);
        const string Text = "Ask Tilda Quorn about it";
        new NameTagger(NameModel.Load(new MemoryStream(first)))
            .FindAll(Text)
            .ShouldContain(static name => name.Start == 4 && name.End == 15 && name.Kind == "person");
    }

    [Fact]
    public void AStreamThatIsNoModel_IsRefused()
    {
        Should.Throw<InvalidDataException>(() => NameModel.Load(new MemoryStream(Saved(NameModel.Default)[..2000])));
        Should.Throw<InvalidDataException>(() => NameModel.Load(new MemoryStream([1, 2, 3, 4])));
    }

    private static byte[] Saved(NameModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
