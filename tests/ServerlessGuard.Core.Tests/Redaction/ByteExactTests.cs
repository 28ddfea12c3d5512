using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Tests.Redaction;

/// <summary>Restoring a file gives back its bytes, however its exporter spells JSON.</summary>
public sealed class ByteExactTests
{
    private static readonly string[] Numbers = ["41234567", "123456789", "-98765432", "1.50", "7", "12345678e2", "1234-5678", "0.12345678"];

    private static readonly Gen<string> Line = Gen.Select(Sample.Text, Gen.Int[0, 9].Array[1, 40], Gens.Any(Numbers), Gens.Any(Numbers))
        .Select(static (text, styles, one, other) =>
            $$"""{ "badge":{{one}},"a":"{{Spell(text, styles)}}" , "m\u00fcnchen":["{{Spell("joe@example.com", styles)}}", {{other}}]}""");

    [Fact]
    public Task Restores_EveryByte_OfJsonLines() => Line.Array[1, 4].SampleAsync(
        async lines =>
        {
            var input = Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
            var clock = new FakeTimeProvider();
            var vault = new TokenVault(
                new MemoryDocuments(clock), new PlainKeyRing(), new CountingEntropy(), clock, new TokenVaultOptions());
            var scope = new TokenScope("files", "user:local", "x");
            var options = new TextOptions { Form = TextForm.JsonLines };

            using var redacted = new MemoryStream();
            await TextRedaction.RunAsync(
                new MemoryStream(input), redacted, Sample.Redactor, Sample.All(GuardAction.Tokenise),
                await vault.OpenAsync(scope, TestContext.Current.CancellationToken), options, TestContext.Current.CancellationToken);
            using var restored = new MemoryStream();
            await TextRestoration.RunAsync(
                new MemoryStream(redacted.ToArray()), restored, await vault.OpenAsync(scope, TestContext.Current.CancellationToken),
                options, RestoreMode.Everywhere, TestContext.Current.CancellationToken);

            Encoding.UTF8.GetString(restored.ToArray()).ShouldBe(Encoding.UTF8.GetString(input));
        },
        iter: 300, threads: 1);

    [Theory]
    [InlineData(@"{""a"":""joe\u0040example.com \/ m\u00fcnchen""}")]
    [InlineData(@"{""badge"":41234567}")]
    [InlineData(@"{""badge"":""41234567""}")]
    [InlineData("{\"a\": joe@example.com\u0001}")]
    [InlineData("{\"a\":\"-----BEGIN KEY\tabc-----END\"}")]
    public async Task Restores_EveryByte_Of(string line)
    {
        var session = Sample.Session();
        var options = new TextOptions { Form = TextForm.JsonLines };
        using var redacted = new MemoryStream();
        await TextRedaction.RunAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(line)), redacted, Sample.Redactor, Sample.All(GuardAction.Tokenise), session, options,
            TestContext.Current.CancellationToken);
        using var restored = new MemoryStream();
        await TextRestoration.RunAsync(
            new MemoryStream(redacted.ToArray()), restored, session, options, RestoreMode.Everywhere,
            TestContext.Current.CancellationToken);

        session.Count.ShouldBe(1);
        Encoding.UTF8.GetString(restored.ToArray()).ShouldBe(line);
    }

    /// <summary>Each unit as some exporter spells it; a lone surrogate has no other spelling than its escape.</summary>
    private static string Spell(string text, int[] styles)
    {
        var spelled = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            spelled.Append((styles[i % styles.Length], text[i]) switch
            {
                (0, _) => Escape(text[i], "x4"),
                (1, _) => Escape(text[i], "X4"),
                (_, '/') when styles[i % styles.Length] < 5 => "\\/",
                (_, '"') => "\\\"",
                (_, '\\') => "\\\\",
                (_, '\n') => "\\n",
                var (_, unit) when char.IsSurrogate(unit) && !pair => Escape(unit, "x4"),
                var (_, unit) => pair ? text.Substring(i++, 2) : unit.ToString(),
            });
        }

        return spelled.ToString();
    }

    private static string Escape(char unit, string format) => "\\u" + ((int)unit).ToString(format, CultureInfo.InvariantCulture);
}
