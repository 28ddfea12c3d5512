using System.Text;
using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Tests.Redaction;

public sealed class RedactorTests
{
    private static readonly TokenSession Session = Sample.Session();

    [Fact]
    public void Restores_WhatItTokenised() =>
        Sample.Text.Sample(text =>
        {
            var session = Sample.Session();
            var redacted = Sample.Redactor.Redact(text, Sample.All(GuardAction.Tokenise), session);
            Restorer.Restore(redacted.Text, session, RestoreMode.Everywhere).Text.ShouldBe(text);
        }, iter: 2000);

    [Fact]
    public void Restores_InProse_WhatItTokenised() =>
        Sample.Prose.Sample(text =>
        {
            var session = Sample.Session();
            var redacted = Sample.Redactor.Redact(text, Sample.All(GuardAction.Tokenise) with { Markup = GuardAction.Allow }, session);
            var restored = Restorer.Restore(redacted.Text, session);

            // A value glued to something like a host name stays a token: it is no prose.
            (restored.Refused > 0 ? Restorer.Restore(redacted.Text, session, RestoreMode.Everywhere) : restored).Text.ShouldBe(text);
        }, iter: 1500);

    [Theory]
    [InlineData(GuardAction.Mask)]
    [InlineData(GuardAction.Tokenise)]
    [InlineData(GuardAction.Drop)]
    public void Changes_NothingTheSecondTime(GuardAction action)
    {
        // A value glued to a word longer than the redactor takes along leaves the rest of that word to the second pass, and so does one
        // at the end of a line that a backslash continues: the next line's word begins anew behind the label.
        Sample.Text.Where(static text =>
                !text.Contains("wwwwwwww", StringComparison.Ordinal) && !text.Contains("\\\n", StringComparison.Ordinal))
            .Sample(text => ChangesNothing(text, Sample.Firm), iter: 2000);
        Sample.Spaced.Sample(text => ChangesNothing(text, Sample.Steady), iter: 2000);

        void ChangesNothing(string text, Redactor redactor)
        {
            var session = Sample.Session();
            var once = redactor.Redact(text, Sample.All(action), session).Text;
            redactor.Redact(once, Sample.All(action), session).Text.ShouldBe(once);
        }
    }

    [Theory]
    [InlineData("-----BEGIN K-----ENDtok_abcd", "[private-key]")]
    [InlineData("tok_abcd-efgh-9 and tok_abcd-", "[api-key] and [api-key]-")]
    [InlineData("https://a.example/x" + "tok_abcd", "[link]")]
    public void Takes_TheWordAValueIsGluedTo(string text, string expected) =>
        Sample.Redactor.Redact(text, Sample.All(GuardAction.Mask), Session).Text.ShouldBe(expected);

    [Theory]
    [InlineData(GuardAction.Mask)]
    [InlineData(GuardAction.Tokenise)]
    [InlineData(GuardAction.Drop)]
    [InlineData(GuardAction.Hash)]
    [InlineData(GuardAction.Hold)]
    [InlineData(GuardAction.Block)]
    public void Leaves_NoFinding_AndOffsetsOnTheOriginal(GuardAction action) =>
        Sample.Text.Sample(text =>
        {
            var result = Sample.Redactor.Redact(text, Sample.All(action), Sample.Session());
            var rebuilt = new StringBuilder();
            var at = 0;
            foreach (var applied in result.Applied)
            {
                applied.Start.ShouldBeGreaterThanOrEqualTo(at);
                rebuilt.Append(text, at, (int)applied.Start - at);
                rebuilt.Length.ShouldBe((int)applied.NewStart);
                rebuilt.Append(result.Text, (int)applied.NewStart, applied.NewLength);
                at = (int)applied.Start + applied.Length;
            }

            rebuilt.Append(text, at, text.Length - at).ToString().ShouldBe(result.Text);
            foreach (var finding in Sample.Redactor.Scanner.Scan(text))
            {
                var covered = result.Applied.Any(
                    applied => applied.Start <= finding.Start && finding.End <= applied.Start + applied.Length);
                (covered || IsStandIn(text, finding)).ShouldBeTrue();
            }
        }, iter: 2000);

    [Fact]
    public void Takes_TheStrictestAction_OfOverlappingFindings()
    {
        var plan = new RedactionPlan { Personal = GuardAction.Tokenise, Secret = GuardAction.Block };
        var result = Sample.Redactor.Redact("use tok_joe@example.com now", plan, Session);
        result.Text.ShouldBe("use [api-key] now");
        result.Strictest.ShouldBe(GuardAction.Block);
        result.Applied.Single().Action.ShouldBe(GuardAction.Block);
    }

    [Fact]
    public void Does_NotWiden_ARegionByAllowedFindings()
    {
        var plan = new RedactionPlan { Personal = GuardAction.Mask, Markup = GuardAction.Allow };
        var result = Sample.Redactor.Redact("see https://a.example/x?y=joe@example.com and https://b.example/abc", plan, Session);
        result.Text.ShouldBe("see https://a.example/x?y=[email] and https://b.example/abc");
        result.Applied.Select(applied => (applied.Kind, applied.Action))
            .ShouldBe([("email", GuardAction.Mask), ("link", GuardAction.Allow)]);
    }

    [Fact]
    public void Gives_PrefixSharingValues_TokensOfTheirOwn_AndEqualValuesTheSame()
    {
        var text = Sample.Redactor.Redact(
            "joe@example.com jo@example.com joe@example.com", Sample.All(GuardAction.Tokenise), Sample.Session()).Text.Split(' ');
        text[0].ShouldBe(text[2]);
        text[0].ShouldNotBe(text[1]);
        text[0].ShouldMatch(@"^\[EMAIL_[2-9A-HJKMNP-TW-Z]{6}\]$");
    }

    [Fact]
    public void Masks_AValueTheSessionCannotTake()
    {
        var session = TokenSession.Ephemeral(new CountingEntropy(), new TokenVaultOptions { MaxEntries = 1 });
        var result = Sample.Redactor.Redact("joe@example.com jo@e.de", Sample.All(GuardAction.Tokenise), session);
        result.Text.ShouldEndWith(" [email]");
        (result.Applied[1].Planned, result.Applied[1].Action).ShouldBe((GuardAction.Tokenise, GuardAction.Mask));
    }

    [Theory]
    [InlineData(GuardAction.Tokenise, "joe@example.com jo@e.de")]
    [InlineData(GuardAction.Tokenise, "jane.roe@northwind.de")]
    public void AnExactPlan_EndsTheWork_WhereItsActionCannotBeDone(GuardAction action, string text)
    {
        var session = TokenSession.Ephemeral(new CountingEntropy(), new TokenVaultOptions { MaxEntries = 1, MaxValueLength = 20 });
        var failure = Should.Throw<ActionNotPossibleException>(
            () => Sample.Redactor.Redact(text, Sample.All(action) with { IsExact = true }, session));
        failure.Action.ShouldBe(action);
        failure.Message.ShouldNotContain("@");

        Sample.Redactor.Redact(text, Sample.All(action), session).Applied
            .ShouldContain(finding => finding.Planned == action && finding.Action == GuardAction.Mask);
    }

    [Fact]
    public void Never_IssuesAToken_ThatStandsInTheText()
    {
        // The token this session would issue, written by the user beforehand.
        var token = Sample.Redactor.Redact("joe@example.com", Sample.All(GuardAction.Tokenise), Sample.Session()).Text;
        var session = Sample.Session();
        foreach (var guess in new[]
        {
            token,
            token.ToLowerInvariant(),
            token.Trim('[', ']'),
            token.Replace("_", " \\_ ", StringComparison.Ordinal)
        })
        {
            var text = $"{guess} is joe@example.com";
            var redacted = Sample.Redactor.Redact(text, Sample.All(GuardAction.Tokenise), session = Sample.Session()).Text;
            redacted.ShouldNotContain($"is {token}");
            Restorer.Restore(redacted, session).Text.ShouldBe(text);
        }
    }

    [Fact]
    public void Hashes_EqualValuesEqually_UnderTheScopesKey()
    {
        var (first, second) = (Hash(Session), Hash(Session));
        first.ShouldMatch(@"^\[email#[a-z2-9]{10}\]$");
        second.ShouldBe(first);
        var entropy = new CountingEntropy();
        entropy.NewId();
        Hash(TokenSession.Ephemeral(entropy)).ShouldNotBe(first);

        static string Hash(TokenSession session) => Sample.Redactor.Redact("joe@example.com", Sample.All(GuardAction.Hash), session).Text;
    }

    [Fact]
    public void Invents_ASurrogateOfTheSameShape_TheSameEachTime()
    {
        var made = Sample.Redactor.Redact("123-45-6789", Sample.All(GuardAction.Surrogate), Session).Text;
        made.ShouldMatch("^[0-9]{3}-[0-9]{2}-[0-9]{4}$");
        made.ShouldNotBe("123-45-6789");
        Sample.Redactor.Redact("123-45-6789", Sample.All(GuardAction.Surrogate), Session).Text.ShouldBe(made);
    }

    [Fact]
    public void Neutralises_Links_ButKeepsThemReadable() =>
        Sample.Redactor.Redact("![x](https://evil.example/p?d=1)", Sample.All(GuardAction.Neutralise), Session).Text
            .ShouldBe("![x] (https[:]//evil.example/p?d=1)");

    [Theory]
    [InlineData("<img src=//evil.example/x>", "‹img src=/[/]evil.example/x›")]
    [InlineData("![a](javascript:alert(1))", "! [a] (javascript[:]alert(1))")]
    [InlineData("www.evil.example", "www[.]evil.example")]
    public void Neutralises_Markup(string markup, string inert) => Neutraliser.Neutralise(markup).ShouldBe(inert);

    private static bool IsStandIn(string text, Finding finding)
    {
        var value = text.Substring(finding.Start, finding.Length);
        return value is "[email]" or "[...]"
            || value.StartsWith("[email]", StringComparison.Ordinal)
            || value.StartsWith("[...]", StringComparison.Ordinal);
    }
}
