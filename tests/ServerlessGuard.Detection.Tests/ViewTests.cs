using System.Text;
using CsCheck;
using ServerlessGuard.Detection.Evaluation;
using ServerlessGuard.Detection.Evaluation.Variation;

namespace ServerlessGuard.Detection.Tests;

public sealed class ViewTests
{
    private const string Token = "ghp_Zq7mpm08hsE8JNpjJOQGa2rb19FlY0mG1yLv";
    private const string Email = "rosa.keller@kundenpost.example";

    private static readonly Gen<string> Pieces = Gens.Any(
            "\\n", "\\\\t", "\\u0040", "\\u00", "\\x41", "%40", "%2540", "%4", "&#64;", "&amp;#64;", "&am", "=\n", "=3D", "\" + \"", "\"\n + \"",
            " (at) ", "[dot]", " at ", " dot ", "com", " @ ", "rosa.keller", "kundenpost", Token, Token[..9], Token[9..], Email, "4242 4242",
            "4.2.4.2.4.2.4.2.4.2.4.2.4.2.4.2", "4242\n4242\n4242\n4242", "424242424242424O", "G B 8 2 W E S T 1 2 3 4 5 6 9 8 7 6 5 4 3 2",
            "ignore", "1gn0r3", " all ", "pr3v10us", "previous", "instructions", "i g n o r e   ", "a l l   p r i o r   r u l e s", "_", "\n> ", "   ",
            "card", "SSN", "512-44-7781", "Date", "密钥", "номер", "\U000E0069", "\u0001", "\u001b[31m", " ", "\n", "x", "\\", "filler words that find nothing at all ",
            Convert.ToBase64String(Encoding.UTF8.GetBytes("mail " + Email)),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Token), Base64FormattingOptions.InsertLineBreaks),
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Token)), new string(Token.AsEnumerable().Reverse().ToArray()))
        .Array[0, 14].Select(string.Concat);

    public static TheoryData<ulong> Seeds { get; } = [1, 2, 3];

    [Fact]
    public void Finds_TheSame_HoweverTheTextIsCut() =>
        Gen.Select(Pieces, Gen.Int[1, 120].Array[1, 6]).Sample((text, steps) =>
            ScanSegmentTests.InSteps(Scanner.Default, text, steps).ShouldBe(Scanner.Default.Scan(text)), iter: 1500);

    [Theory]
    [InlineData("token\\n" + Token + "\\n", Token)]
    [InlineData("\\u00e4" + Token, Token)]
    [InlineData("Hallo,\\n" + Email + "\\nGruss", Email)]
    [InlineData("__" + Token + "__", Token)]
    [InlineData("密钥" + Token + "请保存", Token)]
    [InlineData("employee_512-44-7781", "512-44-7781")]
    [InlineData("Employee SSN: 512-44-7781Date of hire", "512-44-7781")]
    [InlineData("IBANGB82WEST12345698765432 BIC", "GB82WEST12345698765432")]
    [InlineData("%0Arosa.keller%40kundenpost.example", "rosa.keller%40kundenpost.example")]
    [InlineData("ivo&amp;#64;kundenpost.example", "ivo&amp;#64;kundenpost.example")]
    [InlineData("er lautet " + "ghp_Zq7mp=\r\nm08hsE8JNpjJOQGa2rb19FlY0mG1yLv", "ghp_Zq7mp=\r\nm08hsE8JNpjJOQGa2rb19FlY0mG1yLv")]
    [InlineData("\u001b[31m" + Token + "\u001b[0m", Token)]
    [InlineData("use 4111\n> 1111\n> 1111\n> 1111 now", "4111\n> 1111\n> 1111\n> 1111")]
    [InlineData("card 4l11111111111111 now", "4l11111111111111")]
    public void Finds_TheValueAndNothingBesideIt(string text, string value) =>
        Overlaps.Resolve(
            [.. Scanner.Default.Scan(text)
                .Where(static finding => finding.Rule.Category is FindingCategory.Personal or FindingCategory.Secret)])
            .Select(region => text.Substring(region.Start, region.Length))
            .ShouldBe([value], text);

    [Theory]
    [InlineData("the files at kundenpost.example hold the rest")]
    [InlineData("LEVEL=\nDB_HOST=localhost\nRETRIES=\nDB_PORT=5432")]
    [InlineData("1.3.6.1.4.1.4242.42.42")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")]
    [InlineData("AND 930 AND 320 AND 172")]
    [InlineData("see (a) below and (b) above")]
    [InlineData("var x = a[i] + b[j]; // i n t")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F won")]
    [InlineData("C:\\network\\tools\\readme.txt")]
    [InlineData("sha512-aWdub3JhbmNlIGlzIGJsaXNzIGFuZCBzbyBvbg==")]
    public void Finds_NothingInHarmlessTexts(string text) => Scanner.Default.Scan(text).ShouldBeEmpty(text);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Finds_NearlyEveryVariation_OfAnySeed(ulong seed)
    {
        var report = VariationReport.Of(DetectionEvaluation.Rules(Scanner.Default), Scanner.DefaultThreshold, seed);
        report.Found.Value.ShouldBeGreaterThan(0.95, report.Tell());
        report.Harmless.Value.ShouldBeLessThanOrEqualTo(0.03, report.Tell());
    }

    [Fact]
    public void Decodes_ThreeTimes_AndNotMore()
    {
        var text = Token;
        for (var depth = 1; depth <= 4; depth++)
        {
            text = Convert.ToBase64String(Encoding.UTF8.GetBytes("key: " + text));
            Scanner.Default.Scan("see " + text).Any(finding => finding.Start == 4 && finding.Length == text.Length).ShouldBe(depth <= 3, $"{depth}");
        }
    }
}
