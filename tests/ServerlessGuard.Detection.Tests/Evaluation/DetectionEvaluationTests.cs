using ServerlessGuard.Detection.Evaluation;

namespace ServerlessGuard.Detection.Tests.Evaluation;

public sealed class DetectionEvaluationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("evaluation").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sentences_AreScoredByType_AndByToken()
    {
        Write(
            "pii-sentences.x.jsonl",
            """{"text":"mail rosa@example.org or Rosa Keller","spans":[[5,21,"EMAIL_ADDRESS"],[25,36,"PERSON"]]}""");

        var suite = Run(new DetectionEvaluation { Detector = Finds(("rosa@example.org", "email", 0.9)) }).Suites.ShouldHaveSingleItem();

        Score(suite, "EMAIL_ADDRESS").ShouldBe(new MatchCounts(1, 0, 0));
        Score(suite, "PERSON").ShouldBe(new MatchCounts(0, 0, 1));
        suite.Figures.Single(static figure => figure.Name == "tokens: recall").Share.ShouldBe(new Proportion(5, 7));
    }

    [Fact]
    public void AWeakFinding_CountsAtTheSensitiveThresholdOnly()
    {
        Write("pii-recognizer-cases.x.jsonl", """{"entity":"US_SSN","text":"078-05-1120","spans":[[0,11]],"expected_count":1}""");

        var suite = Run(new DetectionEvaluation { Detector = Finds(("078-05-1120", "us-ssn", 0.3)) }).Suites.ShouldHaveSingleItem();

        suite.Default.ShouldHaveSingleItem().Overlapping.ShouldBe(new MatchCounts(0, 0, 1));
        suite.Sensitive.ShouldHaveSingleItem().Overlapping.ShouldBe(new MatchCounts(1, 0, 0));
    }

    [Fact]
    public void Bars_AreMeasuredWhereTheirDataIs_AndOpenElsewhere()
    {
        Write(
            "secrets.x.jsonl", """{"rule":"a.b.1","is_secret":true,"text":"pass w0rd"}""",
            """{"rule":"a.b.1","is_secret":false,"text":"nothing"}""");

        var report = Run(new DetectionEvaluation { Detector = Finds(("w0rd", "password", 0.9)) });

        report.Bars.Single(static bar => bar.Measure.StartsWith("secrets", StringComparison.Ordinal)).Holds.ShouldBe(true);
        report.Bars.Single(static bar => bar.Measure.StartsWith("recogniser cases F1,", StringComparison.Ordinal)).Holds.ShouldBeNull();
    }

    [Fact]
    public void HarmlessTexts_AreThoseLabelledBenign()
    {
        Write(
            "injection.x.jsonl",
            """{"source":"s","label":"benign","text":"forget it"}""",
            """{"source":"s","label":"benign","text":"fine"}""",
            """{"source":"t","label":"injection","text":"forget it all"}""");
        Detector detector = static text => text.StartsWith("forget", StringComparison.Ordinal)
            ? [new Detected(new TextSpan(0, 6), "injection-override", FindingCategory.Injection, 0.9)]
            : [];

        var report = Run(new DetectionEvaluation { Detector = detector });

        report.Suites.Single(static suite => suite.Name == "harmless texts").Rows.ShouldBe(2);
        report.Bars.Single(static bar => bar.Measure == "harmless texts flagged as injection").Value.ShouldBe(0.5);
        report.Suites.Single(static suite => suite.Name == "injection").OperatingPoints.ShouldAllBe(static point => point.Recall.Part == 0);
    }

    [Fact]
    public void Misses_HoldText_OnlyWhenAskedFor()
    {
        Write(
            "pii-recognizer-cases.x.jsonl",
            """{"id":"r7","entity":"US_SSN","text":"it is 078-05-1120","spans":[[6,17]],"expected_count":1}""");
        Detector none = static _ => [];

        Run(new DetectionEvaluation { Detector = none }).Suites.ShouldAllBe(static suite => suite.Misses.Count == 0);
        Run(new DetectionEvaluation { Detector = none, KeepMisses = true }).Suites.ShouldHaveSingleItem()
            .Misses.ShouldBe([new Miss("US_SSN", "-", "r7", "it is «078-05-1120»")]);
    }

    [Theory]
    [InlineData("{", "line 1: not JSON")]
    [InlineData("[]", "line 1: not an object")]
    [InlineData("""{"text":"a","entity":"US_SSN","spans":[[0,2]],"expected_count":1}""", "does not lie in its text")]
    [InlineData("""{"text":"a","entity":"US_SSN","spans":[["x",2]],"expected_count":1}""", "not [start, end]")]
    [InlineData("""{"text":"a","entity":"US_SSN","expected_count":1}""", "no list 'spans'")]
    [InlineData("""{"text":"secret words","spans":[],"expected_count":1}""", "no text 'entity'")]
    public void ABadRow_IsNamed_WithoutItsText(string line, string message)
    {
        Write("pii-recognizer-cases.x.jsonl", line);

        var thrown = Should.Throw<EvaluationDataException>(() => Run(new DetectionEvaluation { Detector = static _ => [] }));

        thrown.Message.ShouldContain(message);
        thrown.Message.ShouldContain("pii-recognizer-cases.x.jsonl, line 1");
        thrown.Message.ShouldNotContain("secret words");
    }

    [Fact]
    public void AFolderWithoutLabelledTexts_IsAnError() =>
        Should.Throw<EvaluationDataException>(() => Run(new DetectionEvaluation { Detector = static _ => [] })).Message
            .ShouldContain("holds no labelled texts");

    private static MatchCounts Score(SuiteReport suite, string type) => suite.Default.Single(score => score.Type == type).Exact;

    private static Detector Finds(params (string Value, string Kind, double Confidence)[] findings) => text =>
    [
        .. from finding in findings
           let at = text.IndexOf(finding.Value, StringComparison.Ordinal)
           where at >= 0
           select new Detected(
               new TextSpan(at, at + finding.Value.Length),
               finding.Kind,
               finding.Kind == "password" ? FindingCategory.Secret : FindingCategory.Personal,
               finding.Confidence),
    ];

    private EvaluationReport Run(DetectionEvaluation evaluation) => evaluation.Run(_folder);

    private void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, file), lines);
}
