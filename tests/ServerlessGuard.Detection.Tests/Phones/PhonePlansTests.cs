using System.IO.Compression;
using CsCheck;
using PhoneNumbers;
using ServerlessGuard.Detection.Checks;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Detection.Tests.Phones;

/// <summary>Holds our tables of numbering plans to libphonenumber.</summary>
public sealed class PhonePlansTests
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    // A few regions let the caller leave out an area code that the library puts in: those numbers are not complete.
    private static readonly string[] Codes = [.. Library.GetSupportedRegions()
        .Where(static region => !Library.GetMetadataForRegion(region).HasNationalPrefixTransformRule)
        .Order(StringComparer.Ordinal)];

    [LongFact]
    public void Resource_IsMadeFromTheLibrarysMetadata()
    {
        using var resource = typeof(PhonePlans).Assembly.GetManifestResourceStream("phones.bin")!;
        using var inflated = new DeflateStream(resource, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        inflated.CopyTo(memory);
        memory.ToArray().AsSpan().SequenceEqual(PhonePlanGenerator.Generate())
            .ShouldBeTrue("make it anew: dotnet run --project tests/ServerlessGuard.Benchmarks -- phone-plans "
                + "functions/ServerlessGuard.Detection/Checks/phones.bin");
    }

    [Fact]
    public void International_SaysWhatTheLibrarySays() =>
        Gen.Select(Gen.Int[0, Codes.Length - 1], Gen.Int[0, 9], Gen.Int[0, 99_999]).Sample((code, digits, change) =>
        {
            var region = Codes[code];
            var example = Library.GetExampleNumber(region);
            var number = Library.Format(example, PhoneNumberFormat.E164);
            number = digits == 0
                ? number
                : number[..^Math.Min(digits, 5)] + change.ToString(System.Globalization.CultureInfo.InvariantCulture);
            PhonePlans.IsInternational(number).ShouldBe(number.Count(char.IsAsciiDigit) is >= 7 and <= 15 && LibraryKnows(number), number);
        }, iter: 2000);

    private static bool LibraryKnows(string number)
    {
        try
        {
            return Library.IsValidNumber(Library.Parse(number, null));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    [Fact]
    public void National_KnowsEveryRegionsExamples()
    {
        foreach (var region in PhonePlanGenerator.CommonRegions)
        {
            foreach (var kind in (ReadOnlySpan<PhoneNumberType>)[PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE])
            {
                var text = Library.Format(Library.GetExampleNumberForType(region, kind), PhoneNumberFormat.NATIONAL);
                if (text.Count(char.IsAsciiDigit) is >= 7 and <= 12)
                {
                    PhonePlans.IsNational(text).ShouldBeTrue($"{region} {text}");
                }
            }
        }
    }

    [Theory]
    [InlineData("+49 (0) 30 901820", true)]
    [InlineData("+1 650 253 0000 ext. 12", true)]
    [InlineData("+1 650 053 0000", false)]
    [InlineData("+999 123 4567", false)]
    public void International_ReadsTrunkDigitsAndExtensions(string number, bool valid) =>
        PhonePlans.IsInternational(number).ShouldBe(valid);

    [Theory]
    [InlineData("0049 30 901820", true)]
    [InlineData("011 44 20 7946 0", false)]
    [InlineData("00 99 123 4567", false)]
    public void National_ReadsExitCodes(string number, bool valid) => PhonePlans.IsNational(number).ShouldBe(valid);
}
