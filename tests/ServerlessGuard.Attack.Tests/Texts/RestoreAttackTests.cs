using System.Text.RegularExpressions;
using ServerlessGuard.Attack.Tests.Gateway;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>A restored value is text for every parser, and stands beside nothing that a client would make an address of.</summary>
public sealed partial class RestoreAttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    public static TheoryData<string> Paths() => [.. Answers.Select(static path => path.ToString())];

    private static IEnumerable<TextPath> Answers => TextPath.All.Where(static path => path is { Direction: "out", Protocol: "chat" or "responses" });

    [GeneratedRegex(@"\[[A-Z_]+_[2-9A-Z]{6}\]")]
    private static partial Regex Issued { get; }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task NothingIsThrough(string name)
    {
        var path = TextPath.All.Single(one => one.ToString() == name);
        var through = new List<string>();
        var place = 0;
        foreach (var shape in RestoredTokens.Some(TestRun.Schedules(RestoredTokens.Count, 300), 17))
        {
            gateway.Host.Model.Script = path.Answering(
                seen => shape.Replace(RestoredTokens.Token, Issued.Match(seen).Value, StringComparison.Ordinal), 4 * place++);
            var told = await path.ReceiveAsync(gateway.Host, "My account is " + RestoredTokens.Value, passesMarkup: true);
            if (told.Contains(RestoredTokens.Value, StringComparison.Ordinal))
            {
                through.Add(shape + " => " + (ParsedText.Misplaced(told, RestoredTokens.Value) ?? "text"));
            }

            // What the guard has made inert is text, and restored values in it are.
            told = await path.ReceiveAsync(gateway.Host, "My account is " + RestoredTokens.Value);
            if (ParsedText.Misplaced(told, RestoredTokens.Value) is { } misplaced)
            {
                through.Add(shape + " => neutralised, " + misplaced);
            }
        }

        through.ShouldBeEmpty();
    }

    /// <summary>Tokens come back where an answer is prose, also behind markup that has ended.</summary>
    [Theory]
    [InlineData("It is TOKEN.")]
    [InlineData("**TOKEN** and `TOKEN`, \"TOKEN\" (TOKEN)")]
    [InlineData("<b>Account</b> TOKEN <br/> 1 < 2 TOKEN")]
    [InlineData("See https://bank.example/help for TOKEN")]
    [InlineData("[help](https://bank.example) TOKEN")]
    [InlineData("Account:TOKEN\n- TOKEN\n\n> TOKEN\n\n| TOKEN |")]
    [InlineData("C:\\temp\\new and TOKEN\\\nTOKEN")]
    public async Task Prose_IsRestored(string shape)
    {
        foreach (var path in Answers)
        {
            gateway.Host.Model.Script = path.Answering(
                seen => shape.Replace(RestoredTokens.Token, Issued.Match(seen).Value, StringComparison.Ordinal), 4);

            var told = await path.ReceiveAsync(gateway.Host, "My account is " + RestoredTokens.Value, passesMarkup: true);

            told.ShouldContain(
                shape.Replace(RestoredTokens.Token, RestoredTokens.Value, StringComparison.Ordinal), Case.Sensitive, path.ToString());
        }
    }
}
