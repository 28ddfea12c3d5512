using System.Globalization;
using System.Numerics;
using CsCheck;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Tests.Conversations;

public sealed class JsonNumbersTests
{
    /// <summary>The digits are those of the number, wherever point and exponent stand.</summary>
    [Fact]
    public void Plain_IsTheNumber() => Gen.Select(Gen.ULong, Gen.Int[0, 19], Gen.Int[-30, 30], Gen.Bool).Sample(IsTheNumber);

    private static void IsTheNumber(ulong value, int point, int exponent, bool minus)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        point = Math.Clamp(point, 1, digits.Length);
        var spelled = $"{(minus ? "-" : "")}{digits[..point]}{(point < digits.Length ? "." + digits[point..] : "")}e{exponent}";
        var plain = JsonNumbers.Plain(spelled);
        var scaled = new BigInteger(value) * BigInteger.Pow(10, 60) * (minus ? -1 : 1);
        var moved = exponent - (digits.Length - point);
        scaled = moved >= 0 ? scaled * BigInteger.Pow(10, moved) : scaled / BigInteger.Pow(10, -moved);
        var (whole, rest) = plain.Split('.') is [var before, var after] ? (before, after) : (plain, "");
        BigInteger.Parse(whole + rest.PadRight(60, '0'), CultureInfo.InvariantCulture).ShouldBe(scaled, spelled);
        plain.ShouldNotContain('e');
    }

    [Theory]
    [InlineData("4111111111111111e0", "4111111111111111")]
    [InlineData("4.111111111111111E+15", "4111111111111111")]
    [InlineData("41111111111111110e-1", "4111111111111111")]
    [InlineData("12345678", "12345678")]
    [InlineData("1.50", "1.50")]
    [InlineData("1e400", "1e400")]
    [InlineData("1e99999999999", "1e99999999999")]
    public void Plain_ChangesExponentsAlone(string number, string plain) => JsonNumbers.Plain(number).ShouldBe(plain);

    [Theory]
    [InlineData("""{"card": 4.111111111111111e15}""", true)]
    [InlineData("""{"card": 4111111}""", false)]
    [InlineData("the 12 east exits", false)]
    public void MayHideIn_TellsLongNumbersWithAnExponent(string text, bool may) => JsonNumbers.MayHideIn(text).ShouldBe(may);
}
