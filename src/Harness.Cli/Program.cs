return await Harness.Cli.CommandLine.RunAsync(args, Console.Out, Console.Error);
