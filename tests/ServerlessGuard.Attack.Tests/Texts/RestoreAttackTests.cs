using System.Text.RegularExpressions;
using ServerlessGuard.Attack.Tests.Gateway;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>A restored value is text for every parser, and stands beside nothing that a client would make an address of.</summary>
public sealed partial class RestoreAttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    public static TheoryData<string> Paths() => TextAttacks.Names("restored token in markup");

    [GeneratedRegex(@"\[[A-Z_]+_[2-9A-Z]{6}\]")]
    private static partial Regex Issued { get; }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task NothingIsThrough(string name)
    {
        var path = TextPath.Of(name);
        var through = new List<string>();
        var place = 0;
        foreach (var shape in RestoredTokens.Some(TextAttacks.Attempts(RestoredTokens.Count), 17))
        {
            gateway.Host.Model.Script = path.Answering(
                seen => shape.Replace(RestoredTokens.Token, Issued.Match(seen).Value, StringComparison.Ordinal), 4 * place++);
            var told = await path.ReceiveAsync(gateway.Host, "My account is " + RestoredTokens.Value, passesMarkup: true);
            if (told.Contains(RestoredTokens.Value, StringComparison.Ordinal))
            {
                through.Add(shape + " => " + (ParsedText.Misplaced(told, RestoredTokens.Value) ?? "text"));
            }

            // Markup that the guard has made inert is text, and restored values in it are.
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
        foreach (var path in TextPath.Answers)
        {
            gateway.Host.Model.Script = path.Answering(
                seen => shape.Replace(RestoredTokens.Token, Issued.Match(seen).Value, StringComparison.Ordinal), 4);

            var told = await path.ReceiveAsync(gateway.Host, "My account is " + RestoredTokens.Value, passesMarkup: true);

            told.ShouldContain(
                shape.Replace(RestoredTokens.Token, RestoredTokens.Value, StringComparison.Ordinal), Case.Sensitive, path.ToString());
        }
    }
}
