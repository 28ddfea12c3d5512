using System.Globalization;
using ServerlessGuard.Attack.Tests.Gateway;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>A number of JSON that is spelled with an exponent is the number that its reader gets.</summary>
public sealed class NumberAttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    private static readonly string[] Values = ["4111111111111111", "5500005555555559", "378282246310005", "6011000990139424"];

    public static TheoryData<string> Paths =>
        [.. TextPath.All.Where(static path => path.Protocol != "inspect").Select(static path => path.ToString())];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task NoExponentHidesANumber(string name)
    {
        var (path, through, place) = (TextPath.Of(name), new List<string>(), 0);
        foreach (var value in Values)
        {
            foreach (var spelled in Spellings(value))
            {
                foreach (var text in new[]
                {
                    $$"""{"card":{{spelled}}}""", $$"""[{"n":[{{spelled}} ]}]""", $$"""{"a":"b\n","n":{{spelled}}}""",
                })
                {
                    // Metadata, the last of the places, holds texts and no JSON.
                    if ((await path.SendAsync(gateway.Host, text, place++ % 4)).Contains(spelled, StringComparison.Ordinal))
                    {
                        through.Add($"{place - 1}: {text}");
                    }
                }
            }
        }

        place.ShouldBeGreaterThanOrEqualTo(50);
        through.ShouldBeEmpty();
    }

    private static IEnumerable<string> Spellings(string value)
    {
        yield return value + "e0";
        yield return value + "E+00";
        yield return value + "0e-1";
        foreach (var whole in new[] { 1, 4, 9 })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{value[..whole]}.{value[whole..]}e{value.Length - whole}");
        }
    }
}
