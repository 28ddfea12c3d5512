using PhoneNumbers;

namespace ServerlessGuard.Detection.Tests.Phones;

/// <summary>Every form in which libphonenumber writes a number, or takes one, is found whole.</summary>
public sealed class PhoneFormTests
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private static readonly string[] Extensions =
        ["{0} x{1}", "{0} ext {1}", "{0} ext. {1}", "{0}, ext. {1}", "{0} extension {1}", "{0};ext={1}", "{0} extn. {1}", "{0} #{1}", "{0} Durchwahl {1}"];

    public static TheoryData<string> Regions => [.. PhonePlanGenerator.CommonRegions];

    [Theory]
    [MemberData(nameof(Regions))]
    public void Finds_InternationalForms(string region)
    {
        foreach (var kind in (ReadOnlySpan<PhoneNumberType>)[PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE])
        {
            var number = Library.GetExampleNumberForType(region, kind);
            var spaced = Library.Format(number, PhoneNumberFormat.INTERNATIONAL);
            foreach (var form in Forms(number, spaced))
            {
                Whole("at ", form, " today");
                Whole("\"", form, "\"");
            }

            foreach (var extension in Extensions)
            {
                Whole("desk ", string.Format(null, extension, spaced, 217), ".");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public void Finds_NationalForms_NearAWord(string region)
    {
        var number = Library.Format(Library.GetExampleNumberForType(region, PhoneNumberType.FIXED_LINE), PhoneNumberFormat.NATIONAL);
        foreach (var text in (string[])[$"phone: {number}", $"\"phone_number\": \"{number}\"", $"| phone | {number} |"])
        {
            Scanner.Default.Scan(text).ShouldContain(
                found => found.Rule.Kind == "phone" && text.Substring(found.Start, found.Length).Contains(number), text);
        }
    }

    [Theory]
    [InlineData("030 / 901820-0")]
    [InlineData("(02) 93744000")]
    [InlineData("06-27364518")]
    [InlineData("01.42.68.53.11")]
    [InlineData("0412.345.678")]
    [InlineData("098765 43210")]
    [InlineData("8 (495) 123-45-67")]
    [InlineData("(11) 98765-4321")]
    [InlineData("532.765.43.21")]
    [InlineData("139-1234-5678")]
    [InlineData("503/226-1234")]
    public void Finds_NationalForms_ByTheirGroups(string number) => Whole("so ", number, " then");

    [Theory]
    [InlineData("tel:03090182000")]
    [InlineData("https://wa.me/491602736451")]
    [InlineData("https://api.whatsapp.com/send?phone=442079460958&text=hi")]
    [InlineData("sms:+14155550132")]
    public void Finds_NumbersInLinks(string link) => Scanner.Default.Scan(link).ShouldContain(static found => found.Rule.Kind == "phone");

    [Theory]
    [InlineData("release 1.02.3456, part 212/36-500, lot 00.12.34.56.78")]
    [InlineData("sizes 512 512 2048, 192 1024 2048, ratio 4321/1234567")]
    [InlineData("San Jose, CA 95070-4321")]
    [InlineData("on 01.02.2031 12:30, 2031-02-01, 03/04/2031")]
    public void LeavesOtherNumbers(string text) =>
        Scanner.Default.Scan(text).ShouldNotContain(static found => found.Rule.Kind == "phone" || found.Rule.Kind == "us-itin");

    private static IEnumerable<string> Forms(PhoneNumber number, string spaced)
    {
        var code = "+" + number.CountryCode;
        var rest = spaced[code.Length..].Trim();
        yield return spaced;
        yield return Library.Format(number, PhoneNumberFormat.E164);
        yield return Library.Format(number, PhoneNumberFormat.RFC3966)["tel:".Length..];
        yield return spaced.Replace(' ', '.');
        yield return spaced.Replace(' ', '/');
        yield return code + " / " + rest;
        yield return "00" + spaced[1..];
    }

    /// <summary>Whether findings cover the form from its first to its last digit, and nothing of what is around it.</summary>
    private static void Whole(string before, string form, string after)
    {
        var text = before + form + after;
        var found = Scanner.Default.Scan(text).Where(static found => found.Rule.Category == FindingCategory.Personal).ToList();
        found.ShouldNotBeEmpty(text);
        var start = before.Length + form.IndexOfAny([.. "+0123456789("]);
        found.Min(static one => one.Start).ShouldBe(start, text);
        found.Max(static one => one.End).ShouldBe(before.Length + form.Length, text);
    }
}
