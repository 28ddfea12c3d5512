using CsCheck;

namespace ServerlessGuard.Detection.Tests;

public sealed class NormaliserTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gens.Any(
            "a", "é", "e\u0301", "\u200B", "\uFF14", "ﬁ", "А", "\uD83D\uDE00", "\uD800", "\uDC00", "½", "\u0301", "٣", " ", "ⅷ", "ｱﾞ",
            "\uD835\uDFD8", "\uDB40\uDC41", "…").Array[0, 20].Select(string.Concat));

    [Theory]
    [InlineData("４１１１", "4111")]
    [InlineData("٠١٢٣٤٥٦٧٨٩", "0123456789")]
    [InlineData("p\u0430yp\u0430l", "paypal")]
    [InlineData("4\u200B1\u200C1\u00AD1", "4111")]
    [InlineData("\u202Eabc\u202C", "abc")]
    [InlineData("ﬁne", "fine")]
    [InlineData("e\u0301", "é")]
    [InlineData("p\u0332a\u0332s\u0332s", "pass")]
    [InlineData("\uD835\uDFD8\uD835\uDFD9", "01")]
    [InlineData("a\u2013b\u00A0c", "a-b c")]
    [InlineData("क\u093F", "क\u093F")]
    [InlineData("plain ascii\r\n", "plain ascii\r\n")]
    public void Normalises_ToWhatRulesSee(string text, string expected) => Normaliser.Normalise(text).ShouldBe(expected);

    [Fact]
    public void Keeps_LoneSurrogates() => Normaliser.Normalise("a\uD800b\uDC00").ShouldBe("a\uD800b\uDC00");

    [Fact]
    public void Maps_EveryUnitIntoTheOriginal() => Text.Sample(text =>
    {
        var normalised = new NormalisedText();
        Normaliser.Normalise(text, normalised);
        var last = 0;
        for (var i = 0; i < normalised.Length; i++)
        {
            var (start, end) = (normalised.OriginalStart(i), normalised.OriginalEnd(i));
            start.ShouldBeGreaterThanOrEqualTo(last);
            end.ShouldBeGreaterThan(start);
            end.ShouldBeLessThanOrEqualTo(text.Length);
            last = start;
        }
    });

    [Fact]
    public void Is_Idempotent() => Text.Sample(text =>
    {
        var once = Normaliser.Normalise(text);
        Normaliser.Normalise(once).ShouldBe(once);
    });

    [Fact]
    public void Cuts_AtBoundaries_ChangeNothing() => Gen.Select(Text, Gen.Int[0, 40]).Sample((text, cut) =>
    {
        cut = Math.Min(cut, text.Length);
        if (Normaliser.IsBoundary(text, cut))
        {
            (Normaliser.Normalise(text[..cut]) + Normaliser.Normalise(text[cut..])).ShouldBe(Normaliser.Normalise(text));
        }
    });
}
