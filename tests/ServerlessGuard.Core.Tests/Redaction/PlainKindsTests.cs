using System.Text;
using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tests.Policies;

namespace ServerlessGuard.Core.Tests.Redaction;

/// <summary>
/// Plain dates and web addresses are personal data where a plan requests them; elsewhere only near a word that makes them somebody's.
/// </summary>
public sealed class PlainKindsTests
{
    private static readonly RedactionPlan Off = new() { Personal = GuardAction.Mask };
    private static readonly RedactionPlan On = Off with { Dates = true };
    private static readonly string[] Pieces = [
        "The office opens on 2031-04-17. ", "on 4 July 2022", "see https://docs.northgate.example/start", " ", "\n", "17.04.2031", "admitted ", "7", "/",
        "joe@example.com ", new string('w', 150), "[date]"
    ];

    [Theory]
    [InlineData("The office opens on 2031-04-17.", "The office opens on [date].")]
    [InlineData("Delivered on 4 July 2022 at noon", "Delivered on [date] at noon")]
    [InlineData("See https://docs.northgate.example/start for more", "See [url] for more")]
    public void Count_WhereThePlanAsks(string text, string masked)
    {
        Redactor.Default.Redact(text, Off, Sample.Session()).Text.ShouldBe(text);
        Redactor.Default.Redact(text, On, Sample.Session()).Text.ShouldBe(masked);
    }

    [Theory]
    [InlineData("version 7.2031-04-17", "version 7.2031-04-17")]
    [InlineData("on 2031-15-17", "on 2031-15-17")]
    public void NoDates_StayAsTheyAre(string text, string same) =>
        Redactor.Default.Redact(text, On, Sample.Session()).Text.ShouldBe(same);

    [Fact]
    public void APolicy_TurnsThemOn_AndKeepsItsRevisionWhereItDoesNot()
    {
        var shipped = File.ReadAllText(PolicyFiles.Shipped);
        var off = PolicyLoader.Load(shipped.Replace("injection: hold }", "injection: hold, dates: off }", StringComparison.Ordinal), "guard.yaml");
        var on = PolicyLoader.Load(shipped.Replace("injection: hold }", "injection: hold, dates: on }", StringComparison.Ordinal), "guard.yaml");

        off.Policy.ShouldNotBeNull().RevisionId.ShouldBe(PolicyLoader.Load(shipped, "guard.yaml").Policy!.RevisionId);
        on.Policy.ShouldNotBeNull().RevisionId.ShouldNotBe(off.Policy.RevisionId);
        RedactionPlan.For(on.Policy.Tiers["regulated"].Input).Dates.ShouldBeTrue();
    }

    [Fact]
    public void AreTheSame_HoweverAStreamIsCut() =>
        Gen.Select(Gens.Any(Pieces).Array[0, 20].Select(string.Concat), Gen.Int[1, 300].Array[1, 8]).Sample(
            static (text, lengths) =>
            {
                var whole = Redactor.Default.Redact(text, On, Sample.Session());
                var stream = new StreamRedactor(Redactor.Default, On, Sample.Session());
                var output = new StringBuilder();
                foreach (var piece in Sample.Cut(text, lengths))
                {
                    output.Append(stream.Append(piece));
                }

                output.Append(stream.Complete()).ToString().ShouldBe(whole.Text);
            },
            iter: 300);
}
