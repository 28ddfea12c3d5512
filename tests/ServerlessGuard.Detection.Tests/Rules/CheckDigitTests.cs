using CsCheck;
using ServerlessGuard.Detection.Checks;
using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Tests.Rules;

/// <summary>Check systems against values their specifications publish, and against the errors they promise to catch.</summary>
public sealed class CheckDigitTests
{
    private static readonly Gen<string> Numbers = Gen.Char['0', '9'].Array[8, 20].Select(static digits => new string(digits));

    [Theory]
    [InlineData("79927398713", true)]
    [InlineData("79927398710", false)]
    public void Luhn_KnowsItsTextbookNumber(string digits, bool valid) => Luhn.IsValid(digits).ShouldBe(valid);

    [Theory]
    [InlineData("2363", true)]
    [InlineData("2364", false)]
    public void Verhoeff_KnowsItsTextbookNumber(string digits, bool valid) => Verhoeff.IsValid(digits).ShouldBe(valid);

    [Fact]
    public void Mod97_KnowsTheStandardsExample() => Iso7064.IsMod97("WEST12345698765432GB82").ShouldBeTrue();

    [Theory]
    [InlineData("07940", true)]
    [InlineData("07941", false)]
    public void Mod11Radix2_KnowsTheStandardsExample(string value, bool valid) => Iso7064.IsMod11Radix2(value).ShouldBe(valid);

    [Fact]
    public void Mod11Hybrid10_KnowsTheStandardsExample() => Iso7064.IsMod11Hybrid10("07945").ShouldBeTrue();

    [Fact]
    public void Keccak_HashesTheEmptyInput() =>
        Convert.ToHexStringLower(Keccak256.Hash([])).ShouldBe("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

    [Fact]
    public void Luhn_CatchesEverySingleDigitChange() =>
        CatchesSingleChanges(Complete(static digits => Luhn.IsValid(digits)), static digits => Luhn.IsValid(digits));

    [Fact]
    public void Verhoeff_CatchesEverySingleDigitChange() =>
        CatchesSingleChanges(Complete(static digits => Verhoeff.IsValid(digits)), static digits => Verhoeff.IsValid(digits));

    [Fact]
    public void Mod11Hybrid10_CatchesEverySingleDigitChange() =>
        CatchesSingleChanges(Complete(static digits => Iso7064.IsMod11Hybrid10(digits)), static digits => Iso7064.IsMod11Hybrid10(digits));

    [Fact]
    public void Mod97_CatchesEverySingleDigitChange() =>
        CatchesSingleChanges(
            Numbers.Select(static digits => digits
                + (98 - Iso7064.Mod97(digits + "00")).ToString("00", System.Globalization.CultureInfo.InvariantCulture)),
            static digits => Iso7064.IsMod97(digits));

    [Fact]
    public void Verhoeff_CatchesEveryNeighbourSwap() =>
        Gen.Select(Complete(static digits => Verhoeff.IsValid(digits)), Gen.Int[0, 6]).Sample((digits, place) =>
        {
            var swapped = digits.ToCharArray();
            (swapped[place], swapped[place + 1]) = (swapped[place + 1], swapped[place]);
            return swapped[place] == swapped[place + 1] || !Verhoeff.IsValid(swapped);
        });

    [Theory]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", true)]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", true)]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", false)]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8F3t4", false)]
    public void Bech32_KnowsTheProposalsExamples(string address, bool valid) => Bech32.IsSegwitAddress(address).ShouldBe(valid);

    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", true)]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", true)]
    [InlineData("0xd1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", false)]
    public void Eip55_KnowsTheProposalsExamples(string address, bool valid) => EthereumAddress.IsValid(address).ShouldBe(valid);

    [Fact]
    public void Entropy_IsZeroForOneCharacter_AndTwoBitsForFour()
    {
        Entropy.BitsPerCharacter("aaaa").ShouldBe(0);
        Entropy.BitsPerCharacter("abcd").ShouldBe(2, 1e-9);
        Entropy.BitsPerCharacter("").ShouldBe(0);
    }

    private static Gen<string> Complete(Func<string, bool> isValid) =>
        Numbers.Select(digits => Enumerable.Range(0, 10).Select(check => digits + check).First(isValid));

    private static void CatchesSingleChanges(Gen<string> valid, Func<string, bool> isValid) =>
        valid.Sample(digits => Enumerable.Range(0, digits.Length).All(place =>
            Enumerable.Range(1, 9).All(step =>
            {
                var changed = digits.ToCharArray();
                changed[place] = (char)('0' + ((changed[place] - '0' + step) % 10));
                return !isValid(new string(changed));
            })));
}
