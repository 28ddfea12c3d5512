using System.Text.Json;
using ServerlessGuard.FunctionsHost;

// FOLDER SETTINGS.JSON [PORT]: serves until its input ends. Its output is lines of JSON: first where it listens, then each run of a
// function.
if (args is not [var folder, var settings, .. var rest] || rest is not ([] or [_]))
{
    Console.Error.WriteLine("Usage: ServerlessGuard.FunctionsHost FOLDER SETTINGS.JSON [PORT], with the folder of the published app and "
        + "its local.settings.json.");
    return 2;
}

var turn = new Lock();
void Say(object line)
{
    lock (turn)
    {
        Console.WriteLine(JsonSerializer.Serialize(line, JsonSerializerOptions.Web));
    }
}

var options = new AppHostOptions(folder, AppSettings.Read(settings))
{
    Port = rest is [var port] ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : 0,
    Ended = Say,
};
await using var host = await AppHost.StartAsync(options, CancellationToken.None);
Say(new { url = host.Address, worker = host.WorkerId, failures = host.Failures });
await Console.In.ReadToEndAsync();
return 0;
