using CsCheck;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>Nothing here is timed: what bounds the work (size, nesting, number of values, no aliases) is what is asserted.</summary>
public sealed class HostilePolicyTests
{
    [Fact]
    public void Refuses_AnAliasBomb_AtItsFirstAnchor()
    {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 20)
            .Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(", ", Enumerable.Repeat("*" + (char)('a' + i), 9))}]\n"));

        Single(bomb).ShouldBe((1, 4, "Anchors and aliases are not allowed in a policy."));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("[\n")]
    public void Refuses_DeepNesting(string level)
    {
        var yaml = string.Concat(Enumerable.Repeat(level, 100_000));

        Single(yaml).Message.ShouldBe("The nesting is deeper than 32.");
    }

    [Fact]
    public void Refuses_TooManyValues() =>
        Single("applications: [" + string.Concat(Enumerable.Repeat("a,", 400_000)) + "]").Message
            .ShouldBe("The file holds more than 50000 values.");

    [Fact]
    public void Refuses_MoreThanAMebibyte_BeforeParsing()
    {
        Single(new string('#', PolicyLoader.MaxBytes + 1)).Message.ShouldBe("The file is too large.");
        Single(new string('é', (PolicyLoader.MaxBytes / 2) + 1)).Message.ShouldBe("The file is too large.");
        PolicyLoader.Load(new byte[PolicyLoader.MaxBytes + 1], "p").Errors
            .ShouldHaveSingleItem().Message
            .ShouldBe("The file is too large.");
    }

    [Fact]
    public void Shortens_AHugeScalarInItsError()
    {
        var error = PolicyLoader.Load(PolicyFiles.Small.Replace(
            "platform: openai", "platform: " + new string('x', 500_000), StringComparison.Ordinal), "p").Errors.ShouldHaveSingleItem();

        error.ToString().Length.ShouldBeLessThan(400);
    }

    [Fact]
    public void Bounds_TheListOfErrors()
    {
        var yaml = PolicyFiles.Small + "tools: {" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"t{i}: 1, ")) + "}";

        var errors = PolicyLoader.Load(yaml, "p").Errors;

        errors.Count.ShouldBe(PolicyErrors.MaxReported + 1);
        errors[^1].Message.ShouldStartWith("There are ");
    }

    [Theory]
    [InlineData("$ref: \"https://elsewhere.example/schema.json\"")]
    [InlineData("$ref: \"../../secret.json\"")]
    [InlineData("const: 1")]
    [InlineData("maxmum: 3")]
    public void Refuses_ArgumentKeywordsThatAreNotEnforced(string keyword)
    {
        var yaml = PolicyFiles.Small
            + $"tools: {{ t: {{ effect: read, arguments: {{ type: object, properties: {{ a: {{ {keyword} }} }} }} }} }}\n";

        PolicyLoader.Load(yaml, "p").Errors.ShouldHaveSingleItem().Message.ShouldEndWith("is not known here.");
    }

    [Theory]
    [InlineData("(a+)+\\\\1")]
    [InlineData("(?=a)")]
    [InlineData("[")]
    public void Refuses_PatternsThatCouldRunForever(string pattern)
    {
        var yaml = PolicyFiles.Small
            + $"tools: {{ t: {{ effect: read, arguments: {{ type: object, properties: {{ a: {{ type: string, pattern: \"{pattern}\" }} }} }} }} }}\n";

        PolicyLoader.Load(yaml, "p").Errors.ShouldHaveSingleItem().Path.ShouldBe("tools.t.arguments.properties.a.pattern");
    }

    [Fact]
    public void AnyBytes_GiveAPolicyOrErrors()
    {
        var shipped = File.ReadAllBytes(PolicyFiles.Shipped);
        var mutation = Gen.Select(Gen.Int[0, shipped.Length - 1], Gen.Int[0, 40], Gen.Byte.Array[0, 8]);

        mutation.Array[1, 4].Sample(
            mutations =>
            {
                var bytes = shipped.ToList();
                foreach (var (at, removed, added) in mutations)
                {
                    var start = Math.Min(at, bytes.Count);
                    bytes.RemoveRange(start, Math.Min(removed, bytes.Count - start));
                    bytes.InsertRange(start, added);
                }

                var result = PolicyLoader.Load(bytes.ToArray(), "p");
                return (result.Policy is null) == (result.Errors.Count > 0) && result.Errors.All(e => e.Line >= 1 && e.Column >= 1);
            },
            iter: 500);
    }

    [Fact]
    public void AnyText_GivesErrorsThatFitOnALine() =>
        Gen.String.Sample(
            text => PolicyLoader.Load(text, "p").Errors.All(e => !e.ToString().Contains('\n', StringComparison.Ordinal)), iter: 500);

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("d75a98")]
    public void Refuses_KeysThatAnybodyCanSignFor(string hex) => Ed25519PublicKey.IsUsable(Convert.FromHexString(hex)).ShouldBeFalse();

    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")]
    [InlineData("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")]
    public void Accepts_TheKeysOfRfc8032(string hex) => Ed25519PublicKey.IsUsable(Convert.FromHexString(hex)).ShouldBeTrue();

    private static (int Line, int Column, string Message) Single(string yaml)
    {
        var result = PolicyLoader.Load(yaml, "p");
        result.Policy.ShouldBeNull();
        var error = result.Errors.ShouldHaveSingleItem();
        return (error.Line, error.Column, error.Message);
    }
}
