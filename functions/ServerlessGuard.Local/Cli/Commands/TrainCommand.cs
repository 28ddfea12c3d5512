using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ServerlessGuard.Detection.Evaluation;
using ServerlessGuard.Detection.Injection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard bench train</c>: makes the weights of the models that ship, from labelled texts and the project's own.</summary>
internal static class TrainCommand
{
    public static Command Create(
        Terminal terminal) => new("train", "Train a model from labelled texts. The same texts give the same weights.")
    {
        Create(
            terminal, "names", "The tagger of persons, organisations and places, from names.*.jsonl.",
            static (data, output) => new NameTrainer().Train(TrainingTexts.Names(data)).Save(output)),
        Create(
            terminal, "injection", "The injection model, from injection.*.jsonl, names.*.jsonl and the project's own texts.",
            static (data, output) => new InjectionTrainer().TrainCalibrated(TrainingTexts.Injection(data)).Save(output)),
    };

    private static Command Create(Terminal terminal, string name, string description, Action<string, Stream> train)
    {
        var folder = new Option<string>("--data") { Description = "The folder with labelled texts.", HelpName = "DIR", Required = true };
        var file = new Option<string>(
            "--out")
        { Description = "The file to write; one that exists is replaced.", HelpName = "FILE", Required = true };
        var command = new Command(name, description) { folder, file };
        command.SetAction(result =>
        {
            var data = terminal.Resolve(result.GetValue(folder)!);
            if (!Directory.Exists(data))
            {
                throw CommandException.Usage(
                    $"There is no folder {result.GetValue(folder)}.", "Name the folder that holds the labelled texts with --data.");
            }

            var started = Stopwatch.GetTimestamp();
            using var made = new MemoryStream();
            try
            {
                train(data, made);
            }
            catch (EvaluationDataException exception)
            {
                throw new CommandException(
                    exception.Message, "Each line of such a file is one JSON object with 'text' and its labels.", inner: exception);
            }

            var path = terminal.Resolve(result.GetValue(file)!);
            File.WriteAllBytes(path, made.ToArray());
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.GetValue(file)}: {made.Length:N0} bytes, trained in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s."));
            return ExitCode.Success;
        });
        return command;
    }
}
