using CsCheck;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

public sealed class ChunkingTests
{
    /// <summary>
    /// For every cut of the model's stream the client's text is the redaction of the whole, as the plain answer gives it.
    /// </summary>
    [Fact]
    public async Task Live_EqualsPlain_ForEveryChunking()
    {
        await using var host = await GatewayHost.StartAsync();
        var words = Gen.OneOf(
            Gen.Const("jane.roe@northwind.example"), Gen.Const("ghp_16C7e42F292c6912E7710c838347Ae178B4a"), Gen.Const("hello"),
            Gen.Const("ghp_16C7"),
            Gen.Const("jane.roe@"), Gen.Const("![x](https://evil.example/?q=1)"), Gen.Const("ünï"), Gen.Const("\n"),
            Gen.Const("4111 1111 1111 1111"));
        var cases = Gen.Select(
            words.List[1, 12], Gen.Int[1, 9].Array[1, 6], static (parts, sizes) => (Text: string.Join(' ', parts), Sizes: sizes));

        await cases.SampleAsync(
            async one =>
            {
                host.Model.Script = ScriptedModel.Json(Chat.Answer(one.Text));
                using var plain = await host.PostAsync("live", Chat.Path, Chat.Request("Hello"));
                var expected = await plain.ContentAsync();
                host.Model.Script = ScriptedModel.Events(Chat.Stream([.. Cut(one.Text, one.Sizes)]));
                using var live = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));
                Chat.Joined(await live.TextAsync()).ShouldBe(expected);
            },
            iter: 40,
            threads: 1);
    }

    private static IEnumerable<string> Cut(string text, int[] sizes)
    {
        for (var (at, next) = (0, 0); at < text.Length; next++)
        {
            var size = Math.Min(sizes[next % sizes.Length], text.Length - at);
            yield return text.Substring(at, size);
            at += size;
        }
    }
}
