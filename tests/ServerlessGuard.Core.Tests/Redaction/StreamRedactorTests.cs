using System.Text;
using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Tests.Redaction;

public sealed class StreamRedactorTests
{
    private static readonly Gen<int[]> Lengths = Gen.OneOf(Gen.Const(new[] { 1 }), Gen.Int[1, 5].Array[1, 8], Gen.Int[1, 700].Array[1, 8]);

    [Theory]
    [InlineData(GuardAction.Mask)]
    [InlineData(GuardAction.Tokenise)]
    [InlineData(GuardAction.Drop)]
    public void Gives_TheWholeTextsRedaction_HoweverTheStreamIsCut(GuardAction action) =>
        Gen.Select(Sample.Text, Lengths).Sample((text, lengths) =>
        {
            var whole = Sample.Redactor.Redact(text, Sample.All(action), Sample.Session());
            var stream = new StreamRedactor(Sample.Redactor, Sample.All(action), Sample.Session());
            var output = new StringBuilder();
            foreach (var piece in Sample.Cut(text, lengths))
            {
                output.Append(stream.Append(piece));
                whole.Text.StartsWith(output.ToString(), StringComparison.Ordinal).ShouldBeTrue();
            }

            output.Append(stream.Complete()).ToString().ShouldBe(whole.Text);
            stream.Applied.ShouldBe(whole.Applied);
            stream.Strictest.ShouldBe(whole.Strictest);
        }, iter: 1500);

    [Fact]
    public void Mixes_Actions_AsTheWholeText()
    {
        var plan = new RedactionPlan { Personal = GuardAction.Allow, Secret = GuardAction.Mask, Markup = GuardAction.Neutralise };
        Gen.Select(Sample.Text, Lengths).Sample((text, lengths) =>
        {
            var whole = Sample.Redactor.Redact(text, plan, Sample.Session());
            var stream = new StreamRedactor(Sample.Redactor, plan, Sample.Session());
            var output = string.Concat(Sample.Cut(text, lengths).Select(piece => stream.Append(piece)).ToArray()) + stream.Complete();
            output.ShouldBe(whole.Text);
            stream.Applied.ShouldBe(whole.Applied);
        }, iter: 1500);
    }

    [Fact]
    public void Delays_CleanText_ByNoMoreThanStated()
    {
        var stream = new StreamRedactor(Sample.Redactor, Sample.All(GuardAction.Mask), Sample.Session());
        var text = string.Concat(Enumerable.Repeat("some words. ", 400));
        var sent = 0;
        for (var i = 0; i < text.Length; i++)
        {
            sent += stream.Append(text.AsSpan(i, 1)).Length;
            (i + 1 - sent).ShouldBeLessThanOrEqualTo(stream.HoldBack);
        }
    }

    [Fact]
    public void Withholds_AKeyBlock_FromItsFirstUnit()
    {
        var stream = new StreamRedactor(Sample.Redactor, Sample.All(GuardAction.Mask), Sample.Session());
        var output = stream.Append("here: -----BEGIN KEY " + new string('A', 300));
        output.ShouldNotContain("-----");
        output += stream.Append("\n-----END and words " + new string('w', 300)) + stream.Complete();
        output.ShouldStartWith("here: [private-key] and words ");
    }

    [Fact]
    public void Gives_TheWholeTextsRedaction_OfLongTexts()
    {
        var text = string.Concat(
            Enumerable.Range(0, 9000).Select(i => $"{new string('w', i % 90)} badge {1000 + i} joe{i}@example.com\u200B é, "));
        var whole = Sample.Redactor.Redact(text, Sample.All(GuardAction.Mask), Sample.Session()).Text;
        foreach (var size in new[] { 300, 70_001, text.Length })
        {
            var stream = new StreamRedactor(Sample.Redactor, Sample.All(GuardAction.Mask), Sample.Session());
            (string.Concat(Sample.Cut(text, [size]).Select(piece => stream.Append(piece)).ToArray()) + stream.Complete()).ShouldBe(whole);
        }
    }

    [Fact]
    public void Holds_NoMoreThanItsBound_OfAFloodOfInvisibleText()
    {
        var stream = new StreamRedactor(Sample.Redactor, Sample.All(GuardAction.Mask), Sample.Session());
        var flood = new string('\u200B', 100_000);
        var sent = Enumerable.Range(0, 30).Sum(_ => stream.Append(flood).Length);
        sent.ShouldBeGreaterThan(1_500_000);
        (sent + stream.Complete().Length).ShouldBe(3_000_000);
    }
}
